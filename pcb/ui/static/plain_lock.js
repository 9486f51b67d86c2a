// The lock of the plain pages behind the sign-in: once open again, the page is loaded anew.
import { lock } from "/static/lock.js";

const { account, lockSeconds } = document.body.dataset;
lock.start({ account, seconds: Number(lockSeconds), onOpen: () => location.reload() });

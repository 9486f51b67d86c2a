// The plain pages: a button that prints, passwords that can be shown.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const input of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  const name = document.querySelector(`label[for="${input.id}"]`)?.textContent ?? "";
  button.type = "button";
  button.className = "pcb-link pcb-show";
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "Masquer" : "Afficher";
    button.setAttribute("aria-label", `${button.textContent} : ${name}`);
  };
  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false)); // browsers keep what a text field held
  show(false);
  input.after(button);
}

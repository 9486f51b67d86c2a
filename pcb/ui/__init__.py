"""The screen: NiceGUI pages behind a guard. Nothing here knows a rule of law or how a case is stored."""

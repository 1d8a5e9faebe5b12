/** Starts the page: theme, connection, drawing. */
import { render } from "preact";
import { App } from "./app";
import { Link, liveAddress } from "./base/link";
import { startTheme } from "./base/theme";

startTheme();
const link = new Link(() => new WebSocket(liveAddress(document.baseURI)));
link.start();
addEventListener("online", () => link.hurry());
document.addEventListener("visibilitychange", () => link.hurry());

const root = document.getElementById("panel");
if (root !== null) render(<App link={link} />, root);

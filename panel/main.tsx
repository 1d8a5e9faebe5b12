/** Starts the page: theme, connection, drawing. */
import { render } from "preact";
import { App } from "./app";
import { StationLink, liveAddress } from "./base/link";
import { startTheme } from "./base/theme";

startTheme();
const link = new StationLink(() => new WebSocket(liveAddress(document.baseURI)));
link.start();
addEventListener("online", () => link.retryNow());
document.addEventListener("visibilitychange", () => link.retryNow());

const root = document.getElementById("panel");
if (root !== null) render(<App link={link} />, root);

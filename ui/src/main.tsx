import "./app/styles";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startText } from "./text";

const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
globalThis.__webpack_nonce__ = nonce;

const root = document.getElementById("root");
if (root) {
  await startText();
  createRoot(root).render(<App nonce={nonce} />);
}

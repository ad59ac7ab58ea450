// Runs before the first paint, so that a dark page never flashes white.
(() => {
  try {
    const scheme = localStorage.getItem("mantine-color-scheme-value") || "auto";
    const dark =
      scheme === "dark" || (scheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
    const language = localStorage.getItem("kontor.language");
    if (language) document.documentElement.lang = language;
  } catch {
    // Storage may be forbidden; the page then starts with its defaults.
  }
})();

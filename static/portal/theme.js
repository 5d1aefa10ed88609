// Day or night before the first paint. The choice stays in this browser's storage; it is never sent anywhere.
(() => {
  const chosen = (() => {
    try { return localStorage.getItem("portal-theme"); } catch { return null; }
  })();
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.kernTheme = chosen;
})();

// SPDX-License-Identifier: BSL-1.0
// MathJax is loaded by the pages that have an equation.
if (document.querySelector(".arithmatex")) {
  window.MathJax = {tex2jax: {inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]]}, messageStyle: "none", showMathMenu: false};
  const script = document.createElement("script");
  script.src = new URL("mathjax/MathJax.js?config=TeX-AMS_CHTML", document.currentScript.src).href;
  document.head.appendChild(script);
}

// Looks at the page it is run in; what it finds is decoded by PageReport.swift.
(async () => {
  await document.fonts.ready;
  const name = (element) => {
    const text = (element.getAttribute("alttext") || element.textContent).trim();
    return `<${element.localName}> ${text.replace(/\s+/g, " ").slice(0, 60)}`;
  };
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const isBoxed = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (scrolls(box)) return true;
    }
    return false;
  };
  const isHidden = (element) => !element.checkVisibility();

  // Contrast: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
  const channels = (color) => {
    const parts = color.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const color = channels(getComputedStyle(box).backgroundColor);
      if (color.alpha === 1) return color.rgb;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };
  const contrast = (element) => {
    const [a, b] = [channels(getComputedStyle(element).color).rgb, background(element)]
      .map(luminance).sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const hasText = (element) => [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");

  // A reader may open any of them.
  for (const details of document.querySelectorAll("details")) details.open = true;
  const all = [...document.body.querySelectorAll("*")];
  return JSON.stringify({
    language: document.documentElement.lang,
    title: document.title,
    hasViewport: document.querySelector("meta[name=viewport]") !== null,
    windowWidth: innerWidth,
    pageWidth: document.scrollingElement.scrollWidth,
    tooWide: all.filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5
      && !isHidden(element) && !isBoxed(element)).map(name),
    boxesWithoutKeys: all.filter((element) => element.scrollWidth > element.clientWidth
      && scrolls(element) && element.tabIndex < 0).map(name),
    formulas: document.querySelectorAll("math").length,
    formulasWithoutSize: [...document.querySelectorAll("math")].filter((element) => {
      const box = element.getBoundingClientRect();
      return !(box.width > 0 && box.height > 0);
    }).map(name),
    formulasWithoutText: [...document.querySelectorAll("math")]
      .filter((element) => !element.getAttribute("alttext")).map(name),
    picturesWithoutText: [...document.querySelectorAll("img:not([alt]), svg")].filter(
      (element) => element.localName === "img" || !(element.ariaLabel || element.ariaHidden
        || element.getAttribute("aria-labelledby") || element.querySelector("title"))).map(name),
    unreadable: all.filter((element) => hasText(element) && !isHidden(element)
      && contrast(element) < 4.5)
      .map((element) => `${name(element)} (${contrast(element).toFixed(1)} to 1)`),
    headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .map((heading) => ({ level: Number(heading.localName[1]), text: heading.textContent.trim() })),
    links: [...document.querySelectorAll("a[href], link[href]")].map((link) => link.href),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    fonts: [...document.fonts].filter((font) => font.status === "error").map((font) => font.family),
  });
})()

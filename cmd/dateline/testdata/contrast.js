// Gives the texts of a page that do not stand out enough from their ground: contrast below 4.5, or 3 for large letters
// (WCAG 2.2, 1.4.3), from the styles that the browser computed.
(() => {
const parse = s => { const m = s.match(/[\d.]+/g); return m && s.startsWith('rgb') ? [+m[0], +m[1], +m[2], m[3] === undefined ? 1 : +m[3]] : null; };
const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
const ground = el => {
  const layers = [];
  for (let e = el; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c && c[3] > 0) { layers.push(c); if (c[3] === 1) break; } }
  return layers.reverse().reduce((under, c) => over(c, under), [255, 255, 255, 1]);
};
const wrong = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode.data.trim(), el = walk.currentNode.parentElement;
  if (!text || !el.getClientRects().length || ['SCRIPT', 'STYLE', 'OPTION', 'title', 'desc'].includes(el.tagName) || el.closest('.unseen, :disabled, datalist')) continue;
  const s = getComputedStyle(el), svg = el.namespaceURI.endsWith('svg');
  if (s.visibility !== 'visible') continue;
  const c = parse(svg ? s.fill : s.color);
  if (!c) continue;
  const under = ground(el), size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && +s.fontWeight >= 700;
  const r = ratio(over(c, under), under);
  if (r < (large ? 3 : 4.5)) wrong.add(`${r.toFixed(2)} ${el.tagName}.${el.getAttribute('class') || ''} "${text.slice(0, 40)}"`);
}
return [...wrong];
})()

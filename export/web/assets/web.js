'use strict';
// Keys and saved clicks. Everything here can be done without it.
(() => {
const typing = el => el.closest('input, select, textarea, [contenteditable]');
const pairs = [...document.querySelectorAll('.pair')];
const at = () => pairs.findIndex(p => p.contains(document.activeElement));
const ours = e => !(e.ctrlKey || e.metaKey || e.altKey || typing(e.target));
const q = document.getElementById('q');
let slash = false; // it was pressed outside a field; its going up goes to the search, so that it is not typed there
document.addEventListener('keyup', e => {
  if (e.key === '/' && slash && q) { q.focus(); q.select(); }
  slash = false;
});
document.addEventListener('keydown', e => {
  if (!ours(e)) return;
  if (e.key === '/') { slash = true; e.preventDefault(); return; } // no search of the browser's own
  if (!pairs.length) return;
  const step = {j: 1, k: -1}[e.key];
  if (step) {
    const to = pairs[Math.min(Math.max(at() + step, 0), pairs.length - 1)];
    to.focus({preventScroll: true});
    to.scrollIntoView({block: 'start'});
    e.preventDefault();
    return;
  }
  const pair = pairs[at()], button = pair && [...pair.querySelectorAll('[data-key]')].find(b => b.dataset.key === e.key);
  if (button) { button.click(); e.preventDefault(); }
});
// After an answer the next pair has come to the top: a reader who works by keys goes on there.
if (pairs.length && document.querySelector('.notice')) pairs[0].focus({preventScroll: true});
// The diagram in the page itself, so that who is drawn leads to their page. Our sheet has its style.
const img = document.querySelector('img[data-diagram]');
if (img) fetch(img.src).then(r => r.ok ? r.text() : Promise.reject(r.status)).then(text => {
  const svg = document.importNode(new DOMParser().parseFromString(text.replace(/<style>[^<]*<\/style>/g, ''), 'image/svg+xml').documentElement, true);
  if (svg.localName !== 'svg') return;
  const to = new Map([...document.querySelectorAll('[data-key]')].map(a => [a.dataset.key, a.getAttribute('href')]));
  for (const n of svg.querySelectorAll('.node')) {
    const href = to.get([...n.classList].find(c => /^k[0-9a-f]+$/.test(c)));
    if (!href) continue;
    const a = document.createElementNS('http://www.w3.org/2000/svg', 'a');
    a.setAttribute('href', href);
    a.setAttribute('aria-label', [...n.querySelectorAll('text')].map(t => t.textContent).join(' '));
    while (n.firstChild) a.append(n.firstChild);
    n.append(a);
  }
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', img.alt);
  for (const t of svg.querySelectorAll('[id]')) t.removeAttribute('id');
  img.closest('a').replaceWith(svg);
}).catch(() => {}); // the picture is there all the same
})();

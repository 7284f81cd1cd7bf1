'use strict';
// Keys and saved clicks. Everything here can be done without it.
(() => {
const typing = el => el.closest('input, select, textarea, [contenteditable]');
const pairs = [...document.querySelectorAll('.pair')];
const at = () => pairs.findIndex(p => p.contains(document.activeElement));
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  const q = document.getElementById('q');
  if (e.key === '/' && q) { q.focus(); q.select(); e.preventDefault(); return; }
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
})();

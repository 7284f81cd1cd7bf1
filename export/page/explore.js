
'use strict';
(() => {
const $ = id => document.getElementById(id), all = (q, at = document) => [...at.querySelectorAll(q)];
const box = $('picture'), svg = box.querySelector('svg');
document.documentElement.classList.add('live');
$('tools').hidden = false;

// What is drawn, and the rows that tell of it.
const rows = new Map(all('tr[data-group]').map(r => [r.id.slice(2), r]));
const words = new Map([...rows].map(([id, r]) => [id, r.textContent.toLowerCase()]));
const told = m => [...m.classList].filter(c => c.startsWith('ev-')).map(c => c.slice(3)); // lines and nodes of a diagram
const marks = svg ? [...all('[data-event],[data-events]', svg), ...all('.edge,.node', svg).filter(m => told(m).length)] : [];
const nodes = svg ? all('.node', svg).filter(m => !told(m).length) : [];
const idsOf = m => m.dataset.event ? [m.dataset.event] : m.dataset.events ? m.dataset.events.split(' ') : told(m);
const keyOf = n => [...n.classList].find(c => /^k[0-9a-f]+$/.test(c));

// The filters: a row that none of them refuses stays, and so does what shows it.
function filter() {
  const text = $('find').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const who = $('who') ? $('who').value : '';
  const groups = new Set(all('input[name=group]:checked').map(i => i.value));
  const shown = new Set();
  for (const [id, r] of rows) {
    const ok = groups.has(r.dataset.group) && (!who || r.dataset.actors.split(' ').includes(who)) && text.every(w => words.get(id).includes(w));
    r.hidden = !ok;
    if (ok) shown.add(id);
  }
  for (const m of marks) m.classList.toggle('dim', !idsOf(m).some(id => shown.has(id)));
  const actors = new Set();
  for (const id of shown) for (const k of rows.get(id).dataset.actors.split(' ')) actors.add(k);
  for (const n of nodes) { const k = keyOf(n); n.classList.toggle('dim', !!k && shown.size < rows.size && !actors.has(k)); }
  $('count').textContent = shown.size === rows.size ? rows.size + ' events' : shown.size + ' of ' + rows.size + ' events';
}
for (const i of all('#tools input, #tools select')) i.addEventListener('input', filter);

// Details: copies of the rows, made of nodes, never of text that could be markup.
function tell(ids) {
  const box = $('told');
  box.replaceChildren();
  for (const id of ids.slice(0, 60)) {
    const r = rows.get(id);
    if (!r) continue;
    const d = document.createElement('div');
    for (const c of r.cells) { const part = document.createElement('div'); for (const n of c.childNodes) part.append(n.cloneNode(true)); d.append(part); }
    box.append(d);
  }
  $('details').hidden = !box.childNodes.length;
}
$('shut').addEventListener('click', () => { $('details').hidden = true; box.focus(); });
function show(el) {
  const m = marks.find(x => x.contains(el)), n = el.closest('.node');
  for (const x of marks) x.classList.toggle('hit', !!m && idsOf(x).join() === idsOf(m).join()); // a line and its words are two
  if (m) tell(idsOf(m));
  else if (n && keyOf(n)) { const k = keyOf(n); tell([...rows].filter(([, r]) => r.dataset.actors.split(' ').includes(k)).map(([id]) => id)); }
  return !!m;
}
for (const m of [...marks, ...nodes]) {
  if (m.classList.contains('words')) continue; // its line is reached by keys
  m.setAttribute('tabindex', '0'); m.setAttribute('role', 'button');
  m.addEventListener('keydown', e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.stopPropagation(); show(m); } });
}

// Zoom and pan: the picture's viewBox.
if (svg && svg.viewBox.baseVal && svg.viewBox.baseVal.width) {
  const b = svg.viewBox.baseVal, whole = [b.x, b.y, b.width, b.height];
  svg.setAttribute('preserveAspectRatio', 'xMidYMin meet');
  const put = (x, y, w, h) => {
    w = Math.min(Math.max(w, whole[2] / 40), whole[2] * 4); h = w * box.clientHeight / Math.max(box.clientWidth, 1);
    x = Math.min(Math.max(x, whole[0] - w / 2), whole[0] + whole[2] - w / 2);
    y = Math.min(Math.max(y, whole[1] - h / 2), whole[1] + whole[3] - h / 2);
    svg.setAttribute('viewBox', [x, y, w, h].map(v => v.toFixed(2)).join(' '));
  };
  const fit = () => { // all of it, but of a long timeline the width
    const w = whole[3] > 1.2 * whole[2] ? whole[2] : Math.max(whole[2], whole[3] * box.clientWidth / Math.max(box.clientHeight, 1));
    put(whole[0] - (w - whole[2]) / 2, whole[1], w, 0);
  };
  const zoom = (f, cx = .5, cy = .5) => put(b.x + b.width * cx * (1 - f), b.y + b.height * cy * (1 - f), b.width * f, 0);
  fit();
  $('in').onclick = () => zoom(.75); $('out').onclick = () => zoom(1 / .75); $('all').onclick = fit;
  box.addEventListener('wheel', e => {
    if (!e.ctrlKey && !e.metaKey && !e.shiftKey) { // as a page scrolls, until its end
      const y = b.y;
      put(b.x, Math.min(Math.max(y + e.deltaY * b.width / box.clientWidth, Math.min(y, whole[1])), Math.max(y, whole[1] + whole[3] - b.height)), b.width, 0);
      if (Math.abs(b.y - y) > .5) e.preventDefault();
      return;
    }
    const r = box.getBoundingClientRect();
    zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, (e.clientX - r.x) / r.width, (e.clientY - r.y) / r.height); e.preventDefault();
  }, {passive: false});
  let from = null, moved = false;
  box.addEventListener('pointerdown', e => { from = [e.clientX, e.clientY, b.x, b.y]; moved = false; });
  box.addEventListener('pointermove', e => {
    if (!from) return;
    const k = b.width / box.clientWidth, dx = e.clientX - from[0], dy = e.clientY - from[1];
    if (Math.abs(dx) + Math.abs(dy) > 4 && !moved) { moved = true; box.classList.add('dragged'); box.setPointerCapture(e.pointerId); }
    if (moved) put(from[2] - dx * k, from[3] - dy * k, b.width, 0);
  });
  box.addEventListener('pointerup', () => { from = null; box.classList.remove('dragged'); });
  box.addEventListener('click', e => { if (moved) { e.preventDefault(); return; } if (show(e.target) && !e.ctrlKey && !e.metaKey) e.preventDefault(); }, true); // a link of the picture is followed with Ctrl
  box.addEventListener('dblclick', e => { const r = box.getBoundingClientRect(); zoom(.6, (e.clientX - r.x) / r.width, (e.clientY - r.y) / r.height); });
  box.addEventListener('keydown', e => {
    const s = b.width / 10, move = {ArrowLeft: [-s, 0], ArrowRight: [s, 0], ArrowUp: [0, -s], ArrowDown: [0, s]}[e.key];
    if (move) put(b.x + move[0], b.y + move[1], b.width, 0);
    else if (e.key === '+' || e.key === '=') zoom(.75);
    else if (e.key === '-') zoom(1 / .75);
    else if (e.key === 'Escape' || e.key === '0') fit();
    else return;
    e.preventDefault();
  });
}
filter();
})();

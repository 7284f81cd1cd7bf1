// What each viewer shows of a file: read(viewer, text) gives {texts, dates}, from the page and, where only
// part of the items is in the page at a time, from what the viewer holds.
const wait = ms => new Promise(done => setTimeout(done, ms));
const text = e => e.textContent;
const all = q => [...document.querySelectorAll('#view ' + q)];

const viewers = {
  async mermaid(data) {
    mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 1e7});
    const {svg} = await mermaid.render('picture', data);
    document.getElementById('view').innerHTML = svg;
    return {texts: all('.eventWrapper').map(text), dates: all('.taskWrapper').map(text)};
  },
  async vis(data) {
    const {items, groups} = JSON.parse(data);
    const t = new vis.Timeline(document.getElementById('view'), new vis.DataSet(items), new vis.DataSet(groups), {stack: true, verticalScroll: false});
    await wait(1500); // it draws in frames, and moves to where its items are
    const ids = items.map(i => i.id), held = t.itemSet.items;
    return {texts: all('.vis-item-content').map(text), dates: ids.map(id => held[id].data.start.toISOString()),
      groups: all('.vis-labelset .vis-label').map(text)};
  },
  async timelinejs(data) {
    const t = new TL.Timeline('view', JSON.parse(data), {font: null, script_path: 'about:blank', default_bg_color: 'white'});
    await wait(3000);
    return {texts: all('.tl-timemarker .tl-headline').map(text), dates: t.config.events.map(e => e.start_date.data.date_obj.toISOString().slice(0, 10)),
      slides: all('.tl-slide').length, problems: t.ready ? [] : ['it is not ready']};
  },
  async d3(data) {
    const {nodes, links} = JSON.parse(data);
    const moving = d3.forceSimulation(nodes).force('link', d3.forceLink(links).id(n => n.id)).force('charge', d3.forceManyBody()).stop();
    moving.tick(30);
    const svg = d3.select('#view').append('svg');
    svg.selectAll('line').data(links).join('line').attr('x1', l => l.source.x).attr('x2', l => l.target.x).append('title').text(l => l.text);
    svg.selectAll('text').data(nodes).join('text').attr('x', n => n.x).attr('y', n => n.y).text(n => n.name);
    const placed = nodes.every(n => Number.isFinite(n.x) && Number.isFinite(n.y)) && links.every(l => l.source.x !== undefined && l.target.x !== undefined);
    return {texts: all('text').map(text), dates: all('line title').map(text), problems: placed ? [] : ['a node or a line has no place']};
  },
};

const read = async (viewer, data) => {
  const problems = [];
  console.error = (...what) => problems.push(what.join(' '));
  addEventListener('error', e => problems.push('' + e.message));
  addEventListener('unhandledrejection', e => problems.push('' + e.reason));
  let seen = {};
  try { seen = await viewers[viewer](data); } catch (e) { problems.push('' + (e.stack || e)); }
  document.getElementById('out').textContent = 'BEGIN' + JSON.stringify({...seen, problems: [...(seen.problems || []), ...problems]}) + 'END';
};

// Wakes the islands of a page: after the first paint it fetches the glue and the WebAssembly, then calls each island's export.
// Pages without an island do not carry this script. Addresses come as data attributes, for they hold hashes:
//   <script type="module" id="islands" src="/assets/islands.….js" data-glue="/assets/abhyas.….js" data-wasm="/assets/abhyas.….wasm">
// (Leptos prints a script like this into the page; ours is a file, so that it is kept by the browser and needs no inline code.)

const { glue, wasm } = document.getElementById("islands").dataset;

/** Islands from the outside in; the content of an island that was handed in from outside keeps its place (leptos-children). */
function wake(node, exports, within) {
  let inner = within;
  if (node.localName === "leptos-island") {
    const start = exports[node.dataset.component];
    if (start) {
      within.at(-1)?.();
      start(node);
    } else {
      console.error(`This page has an island that the WebAssembly does not know: ${node.dataset.component}`);
    }
  } else if (node.localName === "leptos-children") {
    inner = [...within, node.$$on_hydrate];
  }
  for (const child of [...node.children]) wake(child, exports, inner);
}

async function start() {
  const exports = await import(glue);
  await exports.default({ module_or_path: wasm });
  exports.hydrate();
  wake(document.body, exports, []);
  document.documentElement.dataset.islands = "awake";
}

const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 0));
// Two frames on, the page has been painted; the time-out serves a page that is never idle.
requestAnimationFrame(() => requestAnimationFrame(() => idle(start, { timeout: 2000 })));

// The loader fetches and starts the program, says how that goes, and starts it
// again on the last saved drawing when it dies. It hands the program window.lasthop.
"use strict";

(() => {
  const app = document.getElementById("app");
  const boot = document.getElementById("boot");
  const notice = document.getElementById("notice");

  const SLOW = 100; // milliseconds until a server's answer begins
  const CRASHES = 3; // this many within
  const WINDOW = 10000; // so many milliseconds, and the loader gives up
  const crashes = [];
  let module = null; // the compiled program
  let run = 0; // counts the starts
  let listeners = null; // aborting it takes away the listeners of a program that died

  const lasthop = {
    examples: JSON.parse(document.getElementById("examples").textContent),
    // The last saved drawing, as text: it outlives the program, even where storage is blocked.
    kept: null,
    keep(text) { lasthop.kept = text; },
    download,
    ready() {
      boot.replaceChildren();
      performance.mark("lasthop-ready");
      document.documentElement.dataset.state = "ready";
    },
  };
  window.lasthop = lasthop;

  // element returns a new element with text or elements in it.
  function element(tag, attributes, ...kids) {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...kids);
    return made;
  }

  function button(label, press) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", press);
    return made;
  }

  function download(name, type, body) {
    const url = URL.createObjectURL(new Blob([body], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  // fetchProgram fetches and compiles the WASM.
  async function fetchProgram(bar) {
    const asked = performance.now();
    const response = await fetch(boot.dataset.wasm);
    if (!response.ok) throw new Error("the server answered " + response.status);
    // Counting costs time on the page's thread, so only what takes long is counted.
    if (performance.now() - asked > SLOW) count(bar, response.clone());
    // Streaming wants the right media type, which not every host sends.
    if ((response.headers.get("Content-Type") || "").startsWith("application/wasm") && WebAssembly.compileStreaming) {
      return WebAssembly.compileStreaming(response);
    }
    return WebAssembly.compile(await response.arrayBuffer());
  }

  // count counts the bytes of a response into a progress bar.
  async function count(bar, response) {
    bar.max = boot.dataset.size;
    bar.value = 0;
    try {
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        bar.value += value.length;
      }
    } catch {
      // The fetch that matters fails too, and says so.
    }
  }

  async function load() {
    const bar = element("progress", { "aria-label": "Loading" }); // without a value it only says that something moves
    boot.className = "loading";
    boot.replaceChildren(element("span", {}, "Loading the editor…"), bar);
    try {
      module = await fetchProgram(bar);
    } catch (err) {
      boot.className = "failed";
      boot.replaceChildren(
        element("span", {}, "The editor could not be loaded: " + err.message + ". The picture is static until it is."),
        button("Try again", load));
      return;
    }
    start();
  }

  // start starts the program, for the first time or once more.
  async function start() {
    const mine = ++run;
    const dead = (reason) => { if (mine === run) died(reason); };
    listeners = new AbortController();
    lasthop.signal = listeners.signal;
    lasthop.apply = patcher(app, lasthop.signal);
    lasthop.crashed = dead;
    const go = new Go();
    go.exit = (code) => dead("the program ended with code " + code);
    try {
      await go.run(await WebAssembly.instantiate(module, go.importObject));
    } catch (err) {
      dead(String(err));
    }
  }

  // What kills the WASM itself, such as a stack overflow, surfaces as an uncaught
  // error of whatever was being handled.
  function uncaught(error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) lasthop.crashed?.(String(error));
  }
  window.addEventListener("error", (event) => uncaught(event.error));
  window.addEventListener("unhandledrejection", (event) => uncaught(event.reason));

  function died(reason) {
    run++; // whatever the old program still says is no longer heard
    listeners.abort();
    console.error("lasthop: " + reason);
    const now = performance.now();
    crashes.push(now);
    if (crashes.filter((then) => now - then < WINDOW).length >= CRASHES) {
      stop();
      return;
    }
    notice.replaceChildren(
      element("p", {}, "Something went wrong in the editor. It was restarted from your last saved state."),
      element("details", {}, element("summary", {}, "What happened"), element("pre", {}, reason)),
      button("Dismiss", () => notice.replaceChildren()));
    setTimeout(start); // once the old program has returned
  }

  // stop gives up: the drawing is offered for download, then a fresh start.
  function stop() {
    const kids = [element("p", {}, "The editor keeps failing, so it was stopped. Your last saved drawing is safe: download it before you go on.")];
    if (lasthop.kept) {
      kids.push(button("Download the drawing", () => download("drawing.json", "application/json", lasthop.kept)));
    }
    kids.push(button("Start afresh with the example", () => {
      crashes.length = 0;
      lasthop.kept = null;
      lasthop.fresh = true; // what is in storage is left alone until the first change
      notice.replaceChildren();
      start();
    }));
    notice.replaceChildren(...kids);
  }

  load();
})();

// Boxes over a picture: drawn, moved and sized by hand or by keys. The table of numbers is what is sent; this only fills it.

const SIDES = ["left", "top", "width", "height"];
const SVG = "http://www.w3.org/2000/svg";
const form = document.querySelector("form[data-boxes]");
if (form) enliven(form.querySelector("svg"), form.querySelector("tbody"));

function enliven(svg, body) {
  const wide = svg.viewBox.baseVal.width;
  const high = svg.viewBox.baseVal.height;
  const least = Math.max(8, Math.round(Math.min(wide, high) / 100));
  const drawn = new Map();
  let held = null;

  svg.replaceChildren();
  for (const row of body.rows) show(row);
  // Until the picture is there nobody knows how large it stands on the screen, and so how large a grip is.
  form.querySelector("img").addEventListener("load", () => [...body.rows].forEach(show));
  for (const part of form.querySelectorAll("[data-live], [data-add], [data-away]")) part.hidden = false;
  form.querySelector("[data-look]").hidden = true;

  form.querySelector("[data-add]").addEventListener("click", () => {
    const row = free();
    set(row, [wide * 0.4, high * 0.4, wide * 0.2, high * 0.2]);
    drawn.get(row)?.box.focus();
  });
  body.addEventListener("input", (event) => show(event.target.closest("tr")));
  body.addEventListener("click", (event) => {
    if (event.target.matches("[data-away]")) away(event.target.closest("tr"));
  });

  svg.addEventListener("pointerdown", (event) => {
    const [x, y] = at(event);
    const row = [...drawn.keys()].find((one) => drawn.get(one).group.contains(event.target));
    const grip = event.target.classList.contains("picture-grip");
    if (row) held = { row, x, y, from: numbers(row), sizes: grip };
    else held = { row: free(), x, y, from: [x, y, 0, 0], sizes: true, fresh: true };
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = at(event);
    const [left, top, width, height] = held.from;
    if (held.fresh) set(held.row, [Math.min(left, x), Math.min(top, y), Math.abs(x - left), Math.abs(y - top)]);
    else if (held.sizes) set(held.row, [left, top, width + x - held.x, height + y - held.y]);
    else set(held.row, [left + x - held.x, top + y - held.y, width, height]);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => {
      if (held) drawn.get(held.row)?.box.focus();
      held = null;
    });
  }

  svg.addEventListener("keydown", (event) => {
    const row = [...drawn.keys()].find((one) => drawn.get(one).box === event.target);
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!row || (!step && !["Delete", "Backspace"].includes(event.key))) return;
    event.preventDefault();
    if (!step) return away(row);
    const [left, top, width, height] = numbers(row);
    const [x, y] = step.map((one) => one * least);
    set(row, event.shiftKey ? [left, top, width + x, height + y] : [left + x, top + y, width, height]);
  });

  function at(event) {
    const seen = svg.getBoundingClientRect();
    return [((event.clientX - seen.left) / seen.width) * wide, ((event.clientY - seen.top) / seen.height) * high];
  }

  function inputs(row) {
    return SIDES.map((side) => row.querySelector(`input[name=${side}]`));
  }

  function numbers(row) {
    return inputs(row).map((input) => (/^\d+$/.test(input.value.trim()) ? Number(input.value) : NaN));
  }

  // A box keeps to the picture and never gets too small to be held.
  function set(row, [left, top, width, height]) {
    const w = Math.round(Math.min(Math.max(width, least), wide));
    const h = Math.round(Math.min(Math.max(height, least), high));
    const x = Math.round(Math.min(Math.max(left, 0), wide - w));
    const y = Math.round(Math.min(Math.max(top, 0), high - h));
    [x, y, w, h].forEach((number, place) => (inputs(row)[place].value = number));
    show(row);
  }

  function free() {
    const empty = [...body.rows].find((row) => inputs(row).every((input) => !input.value));
    if (empty) return empty;
    const row = body.rows[0].cloneNode(true);
    const place = body.rows.length + 1;
    row.cells[0].textContent = place;
    for (const part of row.querySelectorAll("[aria-label]")) {
      part.setAttribute("aria-label", part.getAttribute("aria-label").replace(/^\d+/, place));
      if ("value" in part) part.value = "";
    }
    body.append(row);
    return row;
  }

  function away(row) {
    for (const input of inputs(row)) input.value = "";
    show(row);
    form.querySelector("[data-add]").focus();
  }

  function show(row) {
    const [left, top, width, height] = numbers(row);
    if (![left, top, width, height].every(Number.isFinite)) {
      drawn.get(row)?.group.remove();
      drawn.delete(row);
      return;
    }
    if (!drawn.has(row)) drawn.set(row, made());
    const { box, grip } = drawn.get(row);
    const size = (20 * wide) / (svg.getBoundingClientRect().width || wide); // 20 pixels of the screen: a finger finds it
    put(box, { x: left, y: top, width, height });
    put(grip, { x: left + width - size / 2, y: top + height - size / 2, width: size, height: size });
    box.setAttribute("aria-label", `${svg.dataset.label} ${row.cells[0].textContent}: ${left}, ${top}, ${width}, ${height}`);
  }

  function made() {
    const [group, box, grip] = ["g", "rect", "rect"].map((name) => document.createElementNS(SVG, name));
    put(box, { class: "picture-box", tabindex: 0, role: "img" });
    put(grip, { class: "picture-grip", "aria-hidden": "true" });
    group.append(box, grip);
    svg.append(group);
    return { group, box, grip };
  }
}

function put(part, told) {
  for (const [name, value] of Object.entries(told)) part.setAttribute(name, value);
}

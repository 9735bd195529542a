/* Drawing one polygon on the county's outline. The textarea of coordinates is the truth; the board only writes it. */
(function () {
  "use strict";
  var board = document.getElementById("board");
  if (!board) return;
  var box = board.dataset, into = document.getElementById(box.into), points = [], held = -1;
  var SVG = "http://www.w3.org/2000/svg", STEP = 1;
  var area = board.appendChild(document.createElementNS(SVG, "path"));
  area.setAttribute("class", "area");

  function coordinates(p) {
    return (p[0] / box.across + +box.west).toFixed(6) + ", " + (box.north - p[1] / box.down).toFixed(6);
  }
  function read() {
    if (into.value.trim().charAt(0) === "{") return;
    points = [];
    into.value.split(/\n\s*\n/)[0].split("\n").forEach(function (line) {
      var found = line.trim().split(/[,，;；\s]+/).map(Number);
      if (found.length === 2 && isFinite(found[0]) && isFinite(found[1])) {
        points.push([(found[0] - box.west) * box.across, (box.north - found[1]) * box.down]);
      }
    });
    draw();
  }
  function write() {
    into.value = points.map(coordinates).join("\n");
    draw();
  }
  function draw(focus) {
    board.querySelectorAll("circle").forEach(function (c) { c.remove(); });
    area.setAttribute("d", points.length ? "M" + points.map(function (p) { return p.join(" "); }).join("L") + "Z" : "");
    points.forEach(function (p, n) {
      var dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("cx", p[0]); dot.setAttribute("cy", p[1]); dot.setAttribute("r", 6);
      dot.setAttribute("tabindex", 0); dot.setAttribute("role", "button");
      dot.setAttribute("aria-label", box.vertex + " " + (n + 1) + ": " + coordinates(p));
      dot.dataset.n = n;
      board.appendChild(dot);
      if (n === focus) dot.focus();
    });
  }
  function place(event) {
    var matrix = board.getScreenCTM().inverse();
    var at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [at.x, at.y];
  }
  board.addEventListener("pointerdown", function (event) {
    var dot = event.target.closest("circle");
    if (dot) { held = +dot.dataset.n; }
    else { points.push(place(event)); held = points.length - 1; }
    board.setPointerCapture(event.pointerId);
    write();
    event.preventDefault();
  });
  board.addEventListener("pointermove", function (event) {
    if (held < 0) return;
    points[held] = place(event);
    write();
  });
  board.addEventListener("pointerup", function () { held = -1; });
  board.addEventListener("keydown", function (event) {
    var dot = event.target.closest("circle"), moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (!dot) return;
    var n = +dot.dataset.n, by = moves[event.key];
    if (by) { points[n] = [points[n][0] + by[0] * STEP, points[n][1] + by[1] * STEP]; }
    else if (event.key === "Delete" || event.key === "Backspace") { points.splice(n, 1); n = Math.min(n, points.length - 1); }
    else return;
    event.preventDefault();
    into.value = points.map(coordinates).join("\n");
    draw(n);
  });
  document.querySelector("[data-board-undo]").addEventListener("click", function () { points.pop(); write(); });
  into.addEventListener("input", read);
  read();
})();

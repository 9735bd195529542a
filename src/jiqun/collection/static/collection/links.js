/* Copy buttons: <button data-copies="text" data-copied="word">. Without this file the text can be selected by hand. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copies]");
    if (!button) return;
    function said() {
      var before = button.innerHTML;
      button.textContent = button.dataset.copied;
      setTimeout(function () { button.innerHTML = before; }, 1500);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(button.dataset.copies).then(said);
    else {
      var area = document.createElement("textarea");
      area.value = button.dataset.copies;
      document.body.appendChild(area);
      area.select();
      if (document.execCommand("copy")) said();
      area.remove();
      button.focus();
    }
  });
})();

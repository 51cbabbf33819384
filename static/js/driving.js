// Of several consoles one drives. The line above says so at once; where it says that this desk looks on, the console's
// buttons go dead, while what was typed stays where it is. The line and the console come by different ways: the one
// of the newer version is believed, and a line that is older fetches itself.
(function () {
  'use strict';
  var yehua = window.yehua;

  function follow() {
    var line = document.getElementById('driver');
    var parts = document.getElementById('console');
    if (!line || !parts) { return; }
    if (Number(line.dataset.version) < Number(parts.dataset.version)) {
      if (!line.classList.contains('htmx-request')) { yehua.refresh(line); }
      return;
    }
    var off = line.dataset.drives !== 'yes';
    parts.querySelectorAll('.acts').forEach(function (acts) {
      acts.disabled = off;
      // with every button dead the column itself must take the keys that scroll
      if (off) { acts.parentNode.tabIndex = 0; } else { acts.parentNode.removeAttribute('tabindex'); }
    });
  }
  yehua.on('swapped', follow);
})();

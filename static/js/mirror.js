// The chair's small copy of the wall: what the stream says for the wall is written into the frame, so that the copy
// needs no stream of its own. Without a stream (poll.js pokes without data) the frame loads itself again.
(function () {
  'use strict';
  var looking = false;

  // Links that show another view in the copy, for the chair alone. The wall's own picture comes back with the last one.
  document.addEventListener('click', function (event) {
    var link = event.target.closest('[data-look]');
    if (!link) { return; }
    looking = link.dataset.look !== '';
    var title = document.getElementById('mirror-title');
    title.dataset.shown = title.dataset.shown || title.textContent;
    title.textContent = looking ? title.dataset.looking : title.dataset.shown;
    document.getElementById('wall-mirror').classList.toggle('is-looking', looking);
  });
  // The console speaks to another wall by now (somebody else chose it): its picture has a stream of its own.
  window.yehua.on('swapped', function () {
    var parts = document.getElementById('console');
    var copy = document.getElementById('wall-mirror');
    if (parts && copy && parts.dataset.wall !== copy.dataset.wall && !window.yehua.busy(parts)) { location.reload(); }
  });
  window.yehua.on('poke', function (detail) {
    var frame = document.querySelector('[data-poke="' + detail.name + '"] > iframe');
    if (!frame || looking) { return; }
    var wall = frame.contentDocument && frame.contentDocument.getElementById('wall');
    if (wall && detail.data) { wall.innerHTML = detail.data; return; }
    if (!detail.data) { frame.contentWindow.location.reload(); }
  });
})();

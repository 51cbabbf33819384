// The chair's small copy of the wall: what the stream says for the wall is written into the frame, so that the copy
// needs no stream of its own. Without a stream (poll.js pokes without data) the frame loads itself again.
(function () {
  'use strict';
  window.yehua.on('poke', function (detail) {
    var frame = document.querySelector('[data-poke="' + detail.name + '"] > iframe');
    if (!frame) { return; }
    var wall = frame.contentDocument && frame.contentDocument.getElementById('wall');
    if (wall && detail.data) { wall.innerHTML = detail.data; return; }
    if (!detail.data) { frame.contentWindow.location.reload(); }
  });
})();

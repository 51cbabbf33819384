// <input data-code="4">: a code is typed in groups of so many; capitals and the gap come by themselves. The server takes it either way.
(function () {
  'use strict';
  document.addEventListener('input', function (event) {
    var field = event.target, size = Number(field.dataset && field.dataset.code);
    if (!size || field.selectionStart !== field.value.length || event.isComposing) { return; }   // not while something in the middle is mended
    var bare = field.value.toUpperCase().replace(/[^0-9A-Z]/g, '');
    var between = field.inputMode === 'numeric' ? ' ' : '-';
    var text = bare.length > size ? bare.slice(0, size) + between + bare.slice(size) : bare;
    if (text !== field.value) { field.value = text; }
  });
})();

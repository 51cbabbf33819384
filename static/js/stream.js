// An event source that sleeps while the page is hidden and wakes with it, and that comes back by itself
// after the server refused or vanished. Six connections per origin are all a browser has; a hidden tab keeps none.
// Says: yehua:stream {state: 'ok' | 'retry' | 'off'}, and yehua:poke {name, data} for every name in a data-poke mark.
(function () {
  'use strict';
  var yehua = window.yehua;

  function Stream(url) {
    this.url = url;
    this.readyState = 0;
    this.listeners = [];
    this.misses = 0;
    this.open();
    document.addEventListener('visibilitychange', this.follow.bind(this));
    window.addEventListener('pagehide', this.close.bind(this));
    window.addEventListener('pageshow', this.follow.bind(this));
  }
  Stream.prototype.open = function () {
    var self = this;
    clearTimeout(this.timer);
    if (document.hidden || this.source) { return; }
    var source = this.source = new EventSource(this.url, { withCredentials: true });
    this.listeners.forEach(function (pair) { source.addEventListener(pair[0], pair[1]); });
    source.onopen = function (event) { self.misses = 0; self.readyState = 1; if (self.onopen) { self.onopen(event); } yehua.say('stream', { state: 'ok' }); };
    source.onerror = function () { self.lost(); };
    pokes().forEach(function (name) {
      source.addEventListener(name, function (event) { yehua.say('poke', { name: name, data: event.data }); });
    });
  };
  // The browser's own retries are even; ours spread, so that a hall does not come back in one second.
  Stream.prototype.lost = function () {
    this.close();
    this.misses += 1;
    yehua.say('stream', { state: this.misses > 3 ? 'off' : 'retry' });
    this.timer = setTimeout(this.open.bind(this), Math.min(15000, 1000 * this.misses) + Math.random() * 2000);
  };
  Stream.prototype.close = function () {
    clearTimeout(this.timer);
    if (this.source) { this.source.onerror = null; this.source.close(); }
    this.source = null;
    this.readyState = 0;
  };
  Stream.prototype.follow = function () { if (document.hidden) { this.close(); } else { this.open(); } };
  Stream.prototype.addEventListener = function (name, act) {
    this.listeners.push([name, act]);
    if (this.source) { this.source.addEventListener(name, act); }
  };
  Stream.prototype.removeEventListener = function (name, act) {
    this.listeners = this.listeners.filter(function (pair) { return pair[0] !== name || pair[1] !== act; });
    if (this.source) { this.source.removeEventListener(name, act); }
  };
  function pokes() {
    return Array.prototype.map.call(document.querySelectorAll('[data-poke]'), function (element) { return element.dataset.poke; });
  }
  yehua.openStream = function (url) { return (yehua.stream = new Stream(url)); };
})();

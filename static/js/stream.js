// An event source that sleeps while the page is hidden and wakes with it, and that comes back by itself
// after the server refused or vanished. Six connections per origin are all a browser has; a hidden tab keeps none.
// A proxy may open a stream and keep what comes through it: only an event says that it works. The first one comes at
// once, a beat at least every 20 s; a silent stream counts as lost, and polling (poll.js) takes over.
// Says: yehua:stream {state: 'ok' | 'retry' | 'off'} (off: the browser knows that it has no network), and
// yehua:poke {name, data} for every name in a data-poke mark.
(function () {
  'use strict';
  var yehua = window.yehua;
  var FIRST = 6000;
  var SILENCE = 45000;

  function Stream(url) {
    this.url = url;
    this.readyState = 0;
    this.listeners = [];
    this.misses = 0;
    this.open();
    document.addEventListener('visibilitychange', this.follow.bind(this));
    window.addEventListener('pagehide', this.close.bind(this));
    window.addEventListener('pageshow', this.follow.bind(this));
    // The browser knows at once what a silent connection would tell only after its patience.
    window.addEventListener('offline', this.away.bind(this));
    window.addEventListener('online', this.afresh.bind(this));
  }
  Stream.prototype.open = function () {
    var self = this;
    clearTimeout(this.timer);
    if (document.hidden || this.source) { return; }
    var source = this.source = new EventSource(this.url, { withCredentials: true });
    this.heard = false;
    this.alive = function () {
      self.wait(SILENCE);
      if (!self.heard) { self.heard = true; self.misses = 0; yehua.say('stream', { state: 'ok' }); }
    };
    this.wait(FIRST);
    source.addEventListener('beat', this.alive);
    this.listeners.forEach(function (pair) { self.listen(source, pair[0], pair[1]); });
    source.onopen = function (event) { self.readyState = 1; if (self.onopen) { self.onopen(event); } };
    source.onerror = function () { self.lost(); };
    pokes().forEach(function (name) {
      self.listen(source, name, function (event) { yehua.say('poke', { name: name, data: event.data }); });
    });
  };
  Stream.prototype.listen = function (source, name, act) {
    source.addEventListener(name, this.alive);
    source.addEventListener(name, act);
  };
  Stream.prototype.wait = function (ms) {
    clearTimeout(this.watch);
    this.watch = setTimeout(this.lost.bind(this), ms);
  };
  // The browser's own retries are even; ours spread, so that a hall does not come back in one second.
  Stream.prototype.lost = function () {
    this.close();
    this.misses += 1;
    yehua.say('stream', { state: 'retry' });
    this.timer = setTimeout(this.open.bind(this), Math.min(15000, 500 * this.misses) + Math.random() * 1500);
  };
  Stream.prototype.away = function () {
    this.close();
    yehua.say('stream', { state: 'off' });
  };
  Stream.prototype.afresh = function () {
    this.close();
    yehua.say('stream', { state: 'retry' });
    this.timer = setTimeout(this.open.bind(this), Math.random() * 1000);
  };
  Stream.prototype.close = function () {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    if (this.source) { this.source.onerror = null; this.source.close(); }
    this.source = null;
    this.readyState = 0;
  };
  Stream.prototype.follow = function () { if (document.hidden) { this.close(); } else { this.open(); } };
  Stream.prototype.addEventListener = function (name, act) {
    this.listeners.push([name, act]);
    if (this.source) { this.listen(this.source, name, act); }
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

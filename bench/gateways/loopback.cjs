// The gateway listens on every address; a bench listens on loopback only.
const net = require("node:net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === "object" && first !== null) return listen.call(this, { ...first, host: "127.0.0.1" }, ...rest);
  return listen.call(this, first, "127.0.0.1", ...rest.filter((argument) => typeof argument === "function"));
};

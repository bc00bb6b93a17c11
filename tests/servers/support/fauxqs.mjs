// Starts fauxqs on loopback: it listens on all interfaces by itself.
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (options, ...rest) {
    if (options && typeof options === "object" && options.port !== undefined)
        return listen.call(this, { ...options, host: "127.0.0.1" }, ...rest);
    return listen.call(this, options, ...rest);
};

const { startFauxqs } = await import("fauxqs");
const server = await startFauxqs({ port: Number(process.argv[2]), logger: false });
console.log(`ready ${server.port ?? process.argv[2]}`);

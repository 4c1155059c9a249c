export const id = 293;
export const ids = [293];
export const modules = {

/***/ 293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  httpProbe: () => (/* binding */ httpProbe)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(522);
;// CONCATENATED MODULE: ./build/shared/providers/probe/body.js

const LIMIT = 1024 * 1024;
class BrokenOff extends Error {
    name = "BrokenOff";
}
const readBody = async (answer) => {
    const chunks = [];
    let size = 0;
    for await (const chunk of decoded(answer)) {
        const bytes = chunk;
        chunks.push(bytes.subarray(0, LIMIT - size));
        size += bytes.length;
        if (size >= LIMIT)
            break;
    }
    return Buffer.concat(chunks).toString("utf8");
};
const decoded = (answer) => {
    const decoder = decoderFor(answer.headers["content-encoding"]);
    if (decoder === undefined)
        return answer;
    answer.once("error", (error) => decoder.destroy(error));
    answer.once("close", () => {
        if (!answer.complete)
            decoder.destroy(new BrokenOff("the answer broke off"));
    });
    return answer.pipe(decoder);
};
const decoderFor = (encoding) => {
    const name = encoding?.trim().toLowerCase();
    if (name === "gzip" || name === "x-gzip")
        return (0,external_node_zlib_.createGunzip)();
    if (name === "deflate")
        return (0,external_node_zlib_.createInflate)();
    return name === "br" ? (0,external_node_zlib_.createBrotliDecompress)() : undefined;
};

// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
;// CONCATENATED MODULE: ./build/shared/providers/probe/addresses.js

const list = (...ranges) => {
    const blocked = new external_node_net_.BlockList();
    for (const range of ranges) {
        const [address = "", prefix = ""] = range.split("/");
        blocked.addSubnet(address, Number(prefix), (0,external_node_net_.isIPv6)(address) ? "ipv6" : "ipv4");
    }
    return blocked;
};
const FORBIDDEN = list("169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "224.0.0.0/4", "240.0.0.0/4", "fe80::/10", "fd00:ec2::/32", "fd20:ce::254/128", "ff00::/8", "64:ff9b:1::/48", "::ffff:0:0:0/96");
const PRIVATE = list("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "::/128", "::1/128", "fc00::/7", "fec0::/10");
const reachOf = (address) => {
    const inside = (0,external_node_net_.isIPv6)(address) ? embeddedIn(groupsOf(address)) : undefined;
    if (inside !== undefined)
        return reachOf(inside);
    const family = (0,external_node_net_.isIPv6)(address) ? "ipv6" : "ipv4";
    if (FORBIDDEN.check(address, family))
        return "forbidden";
    return PRIVATE.check(address, family) ? "private" : "public";
};
const embeddedIn = (groups) => {
    const zeros = (from, to) => groups.slice(from, to).every((group) => group === 0);
    const isIPv4 = zeros(0, 5) && (groups[5] === 0xffff || (groups[5] === 0 && groups[6] !== 0));
    if (isIPv4 || (groups[0] === 0x64 && groups[1] === 0xff9b && zeros(2, 6)))
        return dotted(groups, 6);
    return groups[0] === 0x2002 ? dotted(groups, 1) : undefined;
};
const dotted = (groups, at) => [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 255]).join(".");
const groupsOf = (address) => {
    const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
    const words = (text) => text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
    const [first, last] = [words(head), words(tail ?? "")];
    return tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill(0), ...last];
};

;// CONCATENATED MODULE: ./build/shared/providers/probe/resolve.js



class RefusedAddress extends Error {
    name = "RefusedAddress";
}
const assertAllowed = (hostname, allowPrivate) => {
    const address = hostname.replace(/^\[|\]$/g, "");
    if ((0,external_node_net_.isIP)(address) !== 0)
        assertReach(address, reachOf(address), allowPrivate);
};
const assertReach = (address, reach, allowPrivate) => {
    if (reach === "forbidden")
        throw new RefusedAddress(`${address} is a link-local or metadata address, which is never called.`);
    if (reach === "private" && !allowPrivate) {
        throw new RefusedAddress(`${address} is a private address; set \`allow-private: true\` if that is meant.`);
    }
};
const guardedLookup = (allowPrivate, resolve = external_node_dns_.lookup) => (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null)
            return callback(error, "");
        try {
            for (const { address } of found)
                assertReach(address, reachOf(address.replace(/%.*$/, "")), allowPrivate);
        }
        catch (refused) {
            return callback(refused, "");
        }
        const [first] = found;
        if (first === undefined)
            return callback(new Error(`${hostname} has no address`), "");
        return options.all === true ? callback(null, [...found]) : callback(null, first.address, first.family);
    });
};

;// CONCATENATED MODULE: ./build/shared/providers/probe/probe.js




const DOWN = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|Z_\w+|ERR__?(BROTLI|ERROR_FORMAT|PADDING)\w*)$/;
const httpProbe = ({ clock, allowPrivate, random }) => async ({ url, method, timeout }, signal) => {
    const began = clock.now();
    const latency = () => clock.now() - began;
    const expired = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
    try {
        const target = targetOf(url, random);
        assertAllowed(target.hostname, allowPrivate);
        const answer = await send(target, method, allowPrivate, AbortSignal.any([signal, expired]));
        const body = method === "HEAD" ? "" : await readBody(answer);
        answer.destroy();
        return { kind: "answer", status: answer.statusCode ?? 0, headers: flat(answer), body, latency: latency() };
    }
    catch (error) {
        if (signal.aborted)
            throw signal.reason;
        if (expired.aborted)
            return { kind: "down", reason: `no whole answer within ${seconds(timeout)}`, latency: latency() };
        return { ...classify(error), latency: latency() };
    }
};
const targetOf = (url, random) => {
    const target = new URL(url);
    if (target.protocol !== "http:" && target.protocol !== "https:")
        throw new RefusedAddress("Only http and https are called.");
    if (target.username !== "" || target.password !== "")
        throw new RefusedAddress("An address with a user name is not called.");
    target.searchParams.set("slipway", Math.floor(random() * 2 ** 32).toString(36));
    return target;
};
const send = (target, method, allowPrivate, signal) => new Promise((resolve, reject) => {
    const options = {
        method,
        signal,
        agent: false,
        lookup: guardedLookup(allowPrivate),
        headers: {
            accept: "application/json, text/*;q=0.9, */*;q=0.8",
            "accept-encoding": "gzip, br",
            "cache-control": "no-cache",
            pragma: "no-cache",
            "user-agent": "slipway-health-gate",
            connection: "close",
        },
    };
    const request = target.protocol === "https:"
        ? (0,external_node_https_.request)(target, { ...options, rejectUnauthorized: true })
        : (0,external_node_http_.request)(target, options);
    request.once("response", resolve).once("error", reject).end();
});
const flat = ({ headers }) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
const classify = (error) => {
    const [thrown] = error instanceof AggregateError ? error.errors : [error];
    if (thrown instanceof RefusedAddress)
        return { kind: "refused", reason: thrown.message };
    const code = thrown?.code ?? "";
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (code === "ERR_INVALID_URL")
        return { kind: "refused", reason: "The address is not a URL." };
    if (code === "ENOTFOUND")
        return { kind: "unmeasured", reason: "the host name is not known (ENOTFOUND)" };
    const isDown = DOWN.test(code) || thrown instanceof BrokenOff;
    return {
        kind: isDown ? "down" : "unmeasured",
        reason: code === "" || message.includes(code) ? message : `${message} (${code})`,
    };
};
const seconds = (milliseconds) => `${Math.round(milliseconds / 100) / 10} s`;


/***/ })

};

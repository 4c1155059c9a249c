export const id = 335;
export const ids = [335];
export const modules = {

/***/ 335:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSiteCheck: () => (/* binding */ createSiteCheck)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./build/shared/leaks/rule.js
const REACH = 2_048;
const BORDER = String.raw `(?:(?<![\w-])|(?<=\\[bfnrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))`;
const rule_escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw `\$&`);
const token = (rule, what, prefixes, rest, { entropy = 2.8, isReal } = {}) => ({
    rule,
    what,
    anchors: prefixes.map((prefix) => prefix.toLowerCase()),
    pattern: new RegExp(`${BORDER}(?:${prefixes.map(rule_escape).join("|")})(?<value>${rest})`, "y"),
    entropy,
    ...(isReal === undefined ? {} : { isReal }),
});
const assigned = (rule, what, names, value, { entropy = 2.8, isReal } = {}) => ({
    rule,
    what,
    anchors: names,
    pattern: new RegExp(String.raw `(?:${names.map(rule_escape).join("|")})[\w.-]{0,24}(?:\\?["'])?[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8}(?:\\?["'\x60])?(?<value>${value})(?![A-Za-z0-9])`, "iy"),
    entropy,
    ...(isReal === undefined ? {} : { isReal }),
});
const special = (rule, what, anchors, pattern, { entropy = 0, isReal } = {}) => ({
    rule,
    what,
    anchors,
    pattern: new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}y`),
    entropy,
    ...(isReal === undefined ? {} : { isReal }),
});

;// CONCATENATED MODULE: ./build/shared/leaks/anchors.js
const createAnchors = (words) => {
    const classes = new Uint8Array(128);
    let width = 1;
    for (const character of new Set(words.join(""))) {
        classes[character.charCodeAt(0)] = width;
        classes[character.toUpperCase().charCodeAt(0)] = width;
        width++;
    }
    const children = [new Map()];
    const ends = [[]];
    for (const [word, letters] of words.entries()) {
        let state = 0;
        for (const letter of letters) {
            const code = classes[letter.charCodeAt(0)] ?? 0;
            const known = children[state]?.get(code);
            if (known === undefined) {
                children[state]?.set(code, children.length);
                children.push(new Map());
                ends.push([]);
            }
            state = known ?? children.length - 1;
        }
        ends[state]?.push(word);
    }
    const next = new Uint16Array(children.length * width);
    const fallback = new Uint16Array(children.length);
    const queue = [0];
    for (const state of queue) {
        const back = (fallback[state] ?? 0) * width;
        if (state !== 0)
            ends[state]?.push(...(ends[fallback[state] ?? 0] ?? []));
        for (let code = 1; code < width; code++) {
            const child = children[state]?.get(code);
            const otherwise = state === 0 ? 0 : (next[back + code] ?? 0);
            next[state * width + code] = child ?? otherwise;
            if (child === undefined)
                continue;
            fallback[child] = otherwise;
            queue.push(child);
        }
    }
    const isEnd = Uint8Array.from(ends, (list) => (list.length > 0 ? 1 : 0));
    const lengths = words.map((word) => word.length);
    return {
        search: (text, found) => {
            let state = 0;
            for (let index = 0; index < text.length; index++) {
                const unit = text.charCodeAt(index);
                state = unit < 128 ? (next[state * width + (classes[unit] ?? 0)] ?? 0) : 0;
                if (isEnd[state] !== 1)
                    continue;
                for (const word of ends[state] ?? [])
                    if (!found(word, index + 1 - (lengths[word] ?? 0)))
                        return;
            }
        },
    };
};

;// CONCATENATED MODULE: ./build/shared/leaks/placeholder.js
const entropy = (text) => {
    const counts = new Map();
    for (const character of text)
        counts.set(character, (counts.get(character) ?? 0) + 1);
    let bits = 0;
    for (const count of counts.values())
        bits -= (count / text.length) * Math.log2(count / text.length);
    return bits;
};
const TO_FILL_IN = /^(?:\$[\w({]|[<[{(]|&lt;|&#|%[\w(]+%$|%[sv]$|:\w+$|@\w+@$|#\{)|\$\{|\{\{|<[\w /-]{1,40}>|…|\.\.\./;
const SAYS_SO = /x{5,}|\*{3,}|•{3,}|#{4,}|0{8,}|example|placeholder|change[_-]?me|redacted|dummy|replace[_-]?(?:me|with)|insert[_-]|your[_-]|^your|sample|not[_-]?(?:a[_-]?)?real|fake[_-]|deadbeef/i;
const WELL_KNOWN = /^(?:4eC39HqLyjWDarjtT1zdp7dc|BQokikJOvBiI2HlWgH4olfQ2|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCY|QWxhZGRpbjpvcGVuIHNlc2FtZQ|YWxhZGRpbjpvcGVuc2VzYW1l|Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq\/K1SZFPTOtr\/KBHBeksoGMGw)/;
const isPlaceholder = (value) => TO_FILL_IN.test(value) || SAYS_SO.test(value) || WELL_KNOWN.test(value);
const TRIVIAL = new Set("password passwd pass pwd secret user username admin root postgres mysql mongo mongodb redis rabbitmq guest test testing tester mypassword mysecret my-password my_password secretpassword p@ssword p@ssw0rd passw0rd pa55word pw p token key none null undefined true false string value db database app foo bar baz demo local dev development docker".split(" "));
const isTrivialPassword = (password, user = "") => isPlaceholder(password) ||
    password === user ||
    TRIVIAL.has(password.toLowerCase()) ||
    /^(?:[A-Z]+[_-]?)+\d{0,2}$/.test(password) ||
    /^(?:[a-z]+[_-]?){0,2}(?:pass(?:word)?|passwd|pwd|secret|token|key)\d{0,2}$/i.test(password) ||
    /^(?:0?123456789?0?|654321)$/.test(password) ||
    /^(.)\1*$/.test(password);
const isName = (value) => (/^[a-z]+\d{0,2}(?:[._:/-][a-z]+\d{0,2}|[._:/-]\d{1,4})*$/i.test(value) && !/[a-z][A-Z][a-z]?[A-Z]/.test(value)) ||
    /^[a-z_$]+\d{0,2}(?:\??\.[a-z_$]+\d{0,2})+$/i.test(value);

;// CONCATENATED MODULE: ./build/shared/leaks/rules/assignments.js


const decode = (base64) => Buffer.from(base64, "base64").toString("utf8");
const NO_HOST = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host(?:name)?$|(?:my|your)[-_]?|(?:.+\.)?example(?:\.|$)|\W)/i;
const isAddressPassword = ({ value, groups }) => {
    if (isTrivialPassword(value, groups["user"]))
        return false;
    return NO_HOST.test(groups["host"] ?? "") ? value.length >= 12 && entropy(value) > 3.2 && /\d/.test(value) : true;
};
const isBasic = ({ value }) => {
    const [user = "", ...rest] = decode(value).split(":");
    const password = rest.join(":");
    return (password !== "" &&
        !isPlaceholder(value) &&
        !/[\p{Cc}\ufffd]/u.test(user + password) &&
        !isTrivialPassword(password, user));
};
const isRandom = ({ value }) => /\d/.test(value) && /[A-Za-z]/.test(value) && !isName(value) && !/[(){}[\]\\]|=>|^https?:|^data:|^[./#]/.test(value);
const isSearchKey = ({ text, index }) => /algolia|docsearch|indexName|appId/i.test(text.slice(Math.max(0, index - 200), index + 200));
const NAME = String.raw `(?:passw(?:or)?d|passphrase|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?key|access[_-]?token|auth[_-]?token|authtoken|private[_-]?token|refresh[_-]?token|token|encryption[_-]?key|signing[_-]?key|webhook[_-]?secret)`;
const SIGN = String.raw `(?:\\?["'])?(?:[ \t]{1,4}string)?\s{0,8}(?:=>|:{1,3}=|[?.]=|[:=,>])\s{0,8}`;
const assignmentRules = [
    special("url-password", "an address with a password", ["://"], /(?<=(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,24}):\/\/(?<user>[^\s/:@"'`<>\\]{0,128}):(?<value>[^\s/@"'`<>\\]{1,256})@(?<host>[^\s/:"'`<>\\?#]{0,255})/, { isReal: isAddressPassword }),
    special("authorization-header", "a login in an Authorization header", ["authorization"], /authorization(?:\\?["'])?\s{0,4}[:=,]\s{0,4}(?:\\?["'`])?Basic\s{1,4}(?<value>[A-Za-z0-9+/]{8,400}={0,2})/i, { isReal: isBasic }),
    special("authorization-header", "a token in an Authorization header", ["authorization"], /authorization(?:\\?["'])?\s{0,4}[:=,]\s{0,4}(?:\\?["'`])?(?:Bearer|Token|Key|ApiKey)\s{1,4}(?<value>[\w.~+/=-]{16,1000})/i, { entropy: 3.3, isReal: isRandom }),
    special("npmrc-token", "an npm registry's login", [":_authtoken", ":_auth", ":_password", "_authtoken", "npmauthtoken"], /:?_?(?:npm)?_?auth(?:Token)?["']?\s{0,2}[=:]\s{0,2}["']?(?<value>[\w.+/=-]{8,400})|:_password\s{0,2}=\s{0,2}["']?(?<secret>[\w.+/=-]{8,400})/i, { entropy: 2.5, isReal: ({ value }) => !isTrivialPassword(value) }),
    special("netrc-login", "a login in the manner of .netrc", ["machine "], /machine\s{1,8}(?<host>\S{1,255})\s{1,16}login\s{1,8}(?<user>\S{1,128})\s{1,16}password\s{1,8}(?<value>[^\s<"]{1,256})/i, { isReal: (sighting) => isAddressPassword(sighting) && sighting.value.length >= 6 }),
    special("docker-login", "a registry's login", ['"auth"'], /"auth"\s{0,4}:\s{0,4}"(?<value>[A-Za-z0-9+/]{8,2000}={0,2})"/, { isReal: isBasic }),
    special("command-line-login", "a login on a command line", ["curl "], /curl [^\n\r]{0,300}?(?:-u|--user)[ =]["']?(?<user>[^\s:"']{1,100}):(?<value>[^\s"']{8,200})/, {
        entropy: 2.8,
        isReal: (sighting) => !isTrivialPassword(sighting.value, sighting.groups["user"]) && isRandom(sighting),
    }),
    special("connection-string", "a connection string with a password", ["password=", "pwd="], /(?:password|pwd)=(?<value>[^\s"'`<>;&]{6,200})(?=;)/i, {
        isReal: ({ text, index, value }) => !isTrivialPassword(value) &&
            !isName(value) &&
            /(?:server|data source|host|user id|uid|initial catalog|database)=/i.test(text.slice(Math.max(0, index - 300), index + 300)),
    }),
    special("generic-secret", "a secret by its name", "password passwd passphrase secret api_key api-key apikey access_key access-key accesskey access_token access-token accesstoken auth_token auth-token authtoken private_token private-token refresh_token refresh-token token encryption_key signing_key webhook_secret client_secret client-secret".split(" "), new RegExp(String.raw `${NAME}[\w.-]{0,24}${SIGN}(?:\\?["'\x60](?<value>[^\s"'\x60<>\\]{15,200})\\?["'\x60]|(?<secret>[^\s"'\x60<>;,&(){}[\]\\]{16,200})(?=[\s<"'\\]|$))`, "i"), {
        entropy: 3.5,
        isReal: (sighting) => isRandom(sighting) && !isPlaceholder(sighting.value) && !isSearchKey(sighting),
    }),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules/clouds.js

const UPPER = /[A-Z]/;
const isMixed = (value) => /\d/.test(value) && UPPER.test(value) && /[a-z]/.test(value);
const cloudRules = [
    token("render-api-key", "a Render API key", ["rnd_"], "[A-Za-z0-9]{16,64}"),
    special("render-deploy-hook", "a Render deploy hook", ["api.render.com/deploy/"], /api\.render\.com\/deploy\/[a-z]{3}-\w{10,40}\?key=(?<value>[\w-]{8,40})/i, { entropy: 2.5 }),
    token("neon-api-key", "a Neon API key", ["napi_"], "[A-Za-z0-9]{20,128}"),
    token("neon-password", "a Neon database password", ["npg_"], "[A-Za-z0-9]{8,64}", { entropy: 2.5 }),
    token("aws-access-key", "an AWS access key", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z0-9]{16}(?![A-Za-z0-9])", {
        entropy: 2.5,
    }),
    token("aws-bedrock-key", "an Amazon Bedrock key", ["ABSK"], "[A-Za-z0-9+/]{100,300}={0,2}"),
    assigned("aws-secret-key", "an AWS secret access key", [
        "aws_secret_access_key",
        "aws_secret_key",
        "awssecretkey",
        "awssecretaccesskey",
        "secretaccesskey",
        "secret_access_key",
    ], "[A-Za-z0-9+/]{40}", { entropy: 3.5 }),
    assigned("aws-session-token", "an AWS session token", ["aws_session_token", "sessiontoken"], "[A-Za-z0-9+/=]{100,1500}", {
        entropy: 3.5,
    }),
    token("google-api-key", "a Google API key", ["AIza"], String.raw `[\w-]{35}(?![\w-])`, { entropy: 3 }),
    token("google-oauth-secret", "a Google OAuth client secret", ["GOCSPX-"], String.raw `[\w-]{24,40}`),
    token("google-oauth-token", "a Google OAuth token", ["ya29."], String.raw `[\w.-]{20,1000}`),
    special("google-refresh-token", "a Google refresh token", ["1//0"], /(?<![\w/])1\/\/0(?<value>[\w-]{40,200})/, {
        entropy: 3.5,
    }),
    assigned("google-service-account", "a Google service account's key", ["private_key_id"], "[0-9a-f]{40}"),
    assigned("azure-storage-key", "an Azure storage key", ["accountkey"], "[A-Za-z0-9+/]{86}=="),
    assigned("azure-shared-key", "an Azure shared access key", ["sharedaccesskey"], "[A-Za-z0-9+/]{43}="),
    special("azure-sas", "an Azure shared access signature", ["sig="], /(?<=[?&;]|amp;)sig=(?<value>[A-Za-z0-9%/+]{43,100}(?:%3D|=)?)/i, {
        entropy: 3.5,
        isReal: ({ text, index }) => /[?&;]s[vpert]=/.test(text.slice(Math.max(0, index - 400), index + 400)),
    }),
    special("azure-client-secret", "an Azure client secret", ["q~"], /(?<=(?:(?<![\w~.-])|\\[bfnrt])[\w~.-]{3}\d)Q~(?<value>[\w~.-]{31,34})(?![\w~-])/, {
        entropy: 3,
    }),
    special("azure-devops-token", "an Azure DevOps token", ["jqqj99"], /JQQJ99(?<value>[A-Za-z0-9]{40,80})/),
    token("digitalocean-token", "a DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], "[0-9a-f]{64}"),
    token("heroku-key", "a Heroku key", ["HRKU-"], String.raw `[\w-]{36,80}`),
    token("fly-token", "a Fly.io token", ["fo1_", "fm1r_", "fm1a_", "fm2_"], String.raw `[\w+/=-]{40,1000}`, {
        entropy: 3.5,
    }),
    token("vercel-token", "a Vercel token", ["vcp_", "vci_", "vca_", "vcr_", "vck_"], "[A-Za-z0-9]{24,80}", {
        entropy: 3.2,
    }),
    token("netlify-token", "a Netlify token", ["nfp_", "nfc_"], "[A-Za-z0-9]{36,60}"),
    token("cloudflare-token", "a Cloudflare token", ["cfut_", "cfat_", "cfk_"], "[A-Za-z0-9]{40,60}"),
    token("cloudflare-origin-key", "a Cloudflare origin CA key", ["v1.0-"], "[0-9a-f]{24}-[0-9a-f]{146}"),
    assigned("cloudflare-token", "a Cloudflare key", ["cloudflare_api_token", "cloudflare_api_key", "cf_api_token", "cf_api_key", "cloudflare_token"], String.raw `[\w-]{37,40}`, { entropy: 3.2 }),
    token("supabase-key", "a Supabase key", ["sbp_", "sb_secret_"], String.raw `(?:oauth_|v0_)?[\w-]{20,64}`, {
        entropy: 3,
    }),
    token("planetscale-token", "a PlanetScale token", ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], String.raw `[\w=.-]{32,64}`),
    token("databricks-token", "a Databricks token", ["dapi"], "[0-9a-f]{32}(?:-[0-9])?(?![0-9a-z])"),
    token("vault-token", "a Vault token", ["hvs.", "hvb.", "hvr."], String.raw `[\w-]{24,300}`, { entropy: 3.2 }),
    special("terraform-token", "a Terraform Cloud token", [".atlasv1."], /(?<=[A-Za-z0-9]{14})\.atlasv1\.(?<value>[\w=-]{50,80})/),
    token("pulumi-token", "a Pulumi token", ["pul-"], "[0-9a-f]{40}"),
    token("doppler-token", "a Doppler token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], String.raw `[\w.]{36,80}`),
    token("onepassword-token", "a 1Password service account's token", ["ops_eyJ"], "[A-Za-z0-9+/=]{100,1500}"),
    token("openshift-token", "an OpenShift token", ["sha256~"], String.raw `[\w-]{43}`),
    token("tailscale-key", "a Tailscale key", ["tskey-"], String.raw `[a-z]{3,10}-[\w-]{10,80}`, {
        isReal: ({ value }) => isMixed(value),
    }),
    token("alibaba-key", "an Alibaba Cloud key", ["LTAI"], "[A-Za-z0-9]{17,26}(?![A-Za-z0-9])", {
        isReal: ({ value }) => isMixed(value),
    }),
    token("infracost-key", "an Infracost key", ["ico-"], "[A-Za-z0-9]{32}(?![A-Za-z0-9])", { entropy: 3 }),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules/code-hosts.js

const WORD = String.raw `\w`;
const codeHostRules = [
    token("github-token", "a GitHub token", ["ghp_", "gho_", "ghu_", "ghr_"], "[A-Za-z0-9]{30,255}"),
    token("github-token", "a GitHub App's token", ["ghs_"], String.raw `[A-Za-z0-9][\w.-]{29,1000}`),
    token("github-token", "a fine-grained GitHub token", ["github_pat_"], `${WORD}{30,255}`),
    token("gitlab-token", "a GitLab token", "glpat- gldt- glft- glsoat- glrt- glrtr- glcbt- glptt- glagent- gloas- glimt- glffct- glwt-".split(" "), String.raw `[\w.-]{16,300}`),
    token("gitlab-token", "a GitLab runner's registration token", ["GR1348941"], String.raw `[\w-]{20,40}`),
    token("bitbucket-token", "a Bitbucket app password", ["ATBB"], "[A-Za-z0-9]{20,60}"),
    token("atlassian-token", "an Atlassian API token", ["ATATT3", "ATCTT3"], String.raw `[\w=-]{40,300}`),
    token("npm-token", "an npm token", ["npm_"], "[A-Za-z0-9]{30,100}"),
    token("pypi-token", "a PyPI token", ["pypi-AgE"], String.raw `[\w-]{20,1000}`),
    token("crates-token", "a crates.io token", ["cio"], "[A-Za-z0-9]{32}(?![A-Za-z0-9])", {
        entropy: 3.5,
        isReal: ({ value }) => /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value),
    }),
    token("rubygems-token", "a RubyGems key", ["rubygems_"], "[a-f0-9]{40,64}"),
    token("nuget-key", "a NuGet key", ["oy2"], "[a-z0-9]{43}(?![a-z0-9])", { entropy: 3.5 }),
    token("clojars-token", "a Clojars token", ["CLOJARS_"], "[A-Za-z0-9]{50,70}"),
    token("docker-token", "a Docker Hub token", ["dckr_pat_", "dckr_oat_"], String.raw `[\w-]{20,100}`),
    token("jfrog-key", "a JFrog key", ["AKCp"], "[A-Za-z0-9]{60,80}"),
    token("sourcegraph-token", "a Sourcegraph token", ["sgp_"], String.raw `(?:local_|[0-9a-f]{16}_)?[0-9a-f]{40}`),
    token("circleci-token", "a CircleCI token", ["CCIPAT_", "CCIPRJ_"], String.raw `[A-Za-z0-9]{10,30}_[0-9a-f]{30,50}`),
    token("buildkite-token", "a Buildkite token", ["bkua_", "bkpt_", "bkct_"], "[A-Za-z0-9]{30,60}"),
    token("sonar-token", "a Sonar token", ["squ_", "sqp_", "sqa_"], "[0-9a-f]{40}"),
    token("octopus-key", "an Octopus Deploy key", ["API-"], "[A-Z0-9]{26}(?![A-Z0-9])", {
        entropy: 3.2,
        isReal: ({ value }) => /\d/.test(value),
    }),
    token("postman-key", "a Postman key", ["PMAK-"], "[0-9a-f]{24}-[0-9a-f]{34}"),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules/keys.js


const KEY_BODY = /^(?:(?!-----END)[\s\S]){0,600}?([A-Za-z0-9+/]{40,128})/;
const hasBody = ({ value }) => {
    const body = KEY_BODY.exec(value.replace(/\\[rn]/g, "\n").replace(/<br ?\/?>|<\/?span[^>]{0,80}>/g, "\n"))?.[1];
    return body !== undefined && entropy(body) > 3.3;
};
const keys_decode = (base64) => Buffer.from(base64, "base64").toString("latin1");
const claimsOf = (token) => {
    const [head = "", payload = ""] = token.split(".");
    try {
        const header = JSON.parse(keys_decode(head));
        if (typeof header !== "object" || header === null)
            return undefined;
        const claims = JSON.parse(keys_decode(payload));
        return typeof claims === "object" && claims !== null ? { ...claims } : {};
    }
    catch {
        return /"alg"/.test(keys_decode(head)) ? {} : undefined;
    }
};
const isPublicToken = (claims) => claims["role"] === "anon" ||
    claims["some"] === "payload" ||
    (claims["sub"] === "1234567890" && claims["iat"] === 1516239022);
const keyRules = [
    special("jwt", "a JSON Web Token in base64", ["zxlk"], new RegExp(String.raw `${BORDER}(?<value>ZXlK[\w+/]{40,1900})`), {
        entropy: 3.5,
        isReal: ({ value }) => /^eyJ[\w-]{6,}\.eyJ/.test(keys_decode(value)),
    }),
    special("private-key", "a private key", ["-----begin "], /-----BEGIN (?:[A-Z0-9 ]{0,32} )?PRIVATE KEY(?: BLOCK)?-----(?<value>(?:(?!-----END)[\s\S]){0,1200})/i, { isReal: hasBody }),
    special("private-key", "a private key", ["---- begin ssh2"], /---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----(?<value>(?:(?!---- END)[\s\S]){0,1200})/i, { isReal: hasBody }),
    special("private-key", "a private key in base64", ["ls0tls1crudjti"], /LS0tLS1CRUdJTi(?<value>[A-Za-z0-9+/]{60,400})/, { entropy: 3.5, isReal: ({ value }) => keys_decode(`LS0tLS1CRUdJTi${value}`).includes("PRIVATE KEY") }),
    special("putty-key", "a PuTTY private key", ["putty-user-key-file-"], /PuTTY-User-Key-File-\d:(?<value>[\s\S]{0,1600}?Private-(?:Lines|MAC|Hash):)/, { entropy: 2 }),
    token("age-key", "an age secret key", ["AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"], "[0-9A-Z]{40,120}", {
        entropy: 3,
    }),
    special("private-jwk", "a private JSON Web Key", ['"d":', '"d" :'], /"d" ?: ?"(?<value>[\w-]{40,700})"/, {
        entropy: 3.5,
        isReal: ({ text, index }) => /"kty" ?:/.test(text.slice(Math.max(0, index - 1_800), index + 1_800)),
    }),
    special("wireguard-key", "a WireGuard private key", ["privatekey"], /PrivateKey ?= ?(?<value>[A-Za-z0-9+/]{43}=)/, {
        entropy: 3.5,
    }),
    special("jwt", "a JSON Web Token", ["eyj"], new RegExp(String.raw `${BORDER}(?<value>eyJ[\w-]{10,1000}\.[\w-]{10,1000}(?:\.[\w-]{10,40})?)`), {
        entropy: 3,
        isReal: ({ value }) => {
            const claims = claimsOf(value);
            return claims !== undefined && !isPublicToken(claims);
        },
    }),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules/models.js

const modelRules = [
    token("anthropic-key", "an Anthropic key", ["sk-ant-"], String.raw `[\w-]{20,200}`, { entropy: 3 }),
    token("openrouter-key", "an OpenRouter key", ["sk-or-"], "v1-[0-9a-f]{64}"),
    token("langfuse-key", "a Langfuse key", ["sk-lf-"], "[0-9a-f]{8}-[0-9a-f-]{27}"),
    token("openai-key", "an OpenAI key", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"], String.raw `[\w-]{20,300}`, { entropy: 3 }),
    special("openai-key", "an OpenAI key", ["sk-"], new RegExp(String.raw `${BORDER}sk-(?<value>[A-Za-z0-9]{32,64})(?![\w-])`), {
        entropy: 3,
        isReal: ({ value }) => /\d/.test(value),
    }),
    token("huggingface-token", "a Hugging Face token", ["hf_", "api_org_"], "[A-Za-z]{34,40}(?![A-Za-z0-9_])", {
        entropy: 3.2,
    }),
    token("replicate-token", "a Replicate token", ["r8_"], "[A-Za-z0-9]{37,40}"),
    token("groq-key", "a Groq key", ["gsk_"], "[A-Za-z0-9]{40,60}"),
    token("xai-key", "an xAI key", ["xai-"], "[A-Za-z0-9]{60,90}"),
    token("perplexity-key", "a Perplexity key", ["pplx-"], "[A-Za-z0-9]{40,60}"),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules/services.js


const HEX32 = "[0-9a-f]{32}";
const serviceRules = [
    assigned("vendor-secret", "a key with its vendor's name", "adobe airtable alibaba algolia_admin asana bitbucket bittrex codecov coinbase confluent contentful droneci etsy facebook fastly finicity finnhub flickr freshbooks hubspot heroku intercom jira kraken kucoin launchdarkly linkedin mailgun mattermost meraki messagebird message_bird new-relic new_relic newrelic okta plaid rapidapi scalingo sendbird snyk sonar squarespace sumo travis twitch twitter yandex zendesk".split(" "), String.raw `[\w.=+/-]{15,200}`, {
        entropy: 3.3,
        isReal: ({ text, index, value }) => /\d/.test(value) &&
            /[a-z]/i.test(value) &&
            !isName(value) &&
            !/^(?:https?:|[./])/.test(value) &&
            /token|secret|key|login|password/i.test(text.slice(index, index + 40)),
    }),
    token("plaid-token", "a Plaid token", ["access-sandbox-", "access-development-", "access-production-"], "[0-9a-f]{8}-[0-9a-f-]{27}"),
    token("scalingo-token", "a Scalingo token", ["tk-us-"], String.raw `[\w-]{40,60}`),
    token("settlemint-token", "a SettleMint token", ["sm_aat_", "sm_pat_", "sm_sat_"], "[A-Za-z0-9]{16,40}"),
    token("intra42-secret", "an Intra42 secret", ["s-s4t2ud-", "s-s4t2af-"], "[0-9a-f]{64}"),
    token("harness-key", "a Harness key", ["pat.", "sat."], String.raw `[\w-]{22}\.[0-9a-z]{24}\.[0-9a-z]{20}`),
    token("frameio-token", "a Frame.io token", ["fio-u-"], String.raw `[\w=-]{60,70}`),
    token("lob-key", "a Lob key", ["live_", "test_"], "[0-9a-f]{35}(?![0-9a-f])"),
    token("yandex-key", "a Yandex key", ["AQVN"], String.raw `[\w-]{35,38}(?![\w-])`),
    token("slack-token", "a Slack token", ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xoxe.xox"], String.raw `[\w.-]{14,300}`, {
        entropy: 2.5,
        isReal: ({ value }) => /\d{6}|[0-9a-f]{16}/i.test(value),
    }),
    token("slack-token", "a Slack app token", ["xapp-"], String.raw `\d-[A-Z0-9]{6,16}-\d{6,16}-[a-f0-9]{32,80}`),
    special("slack-webhook", "a Slack webhook", ["hooks.slack.com/"], /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[\w-]{6,24}\/[\w-]{6,24}\/[\w/-]{16,120})/, { entropy: 2.5, isReal: ({ value }) => !/T0{4,}|B0{4,}|X{8}/i.test(value) }),
    special("discord-webhook", "a Discord webhook", ["/api/webhooks/"], /(?<=discord(?:app)?\.com)\/api\/webhooks\/\d{16,20}\/(?<value>[\w-]{50,80})/, { entropy: 3 }),
    assigned("discord-token", "a Discord bot's token", ["discord"], String.raw `[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,40}`, {
        entropy: 3.5,
    }),
    special("teams-webhook", "a Teams webhook", ["webhook.office.com/webhookb2/"], /webhook\.office\.com\/webhookb2\/(?<value>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36})/i),
    special("telegram-token", "a Telegram bot's token", [":aa"], /(?<=(?<!\w)(?:bot)?\d{8,10}):AA(?<value>[\w-]{33})(?![\w-])/, { entropy: 3 }),
    token("stripe-key", "a Stripe key", ["sk_live_", "rk_live_", "sk_test_", "rk_test_", "sk_prod_", "rk_prod_"], "[A-Za-z0-9]{10,255}"),
    token("stripe-webhook-secret", "a Stripe webhook secret", ["whsec_"], "[A-Za-z0-9+/=]{24,128}", { entropy: 3 }),
    token("square-token", "a Square token", ["sq0atp-", "sq0csp-", "sq0idp-"], String.raw `[\w-]{22,60}`),
    token("square-token", "a Square access token", ["EAAA"], String.raw `[\w-]{60}(?![\w-])`, { entropy: 4 }),
    token("facebook-token", "a Facebook access token", ["EAAM", "EAAC"], "[A-Za-z0-9]{80,300}", { entropy: 4 }),
    token("shopify-token", "a Shopify token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[0-9a-fA-F]{32}"),
    token("twilio-key", "a Twilio key", ["SK"], "[0-9a-f]{32}(?![0-9A-Za-z])"),
    assigned("twilio-token", "a Twilio auth token", ["twilio_auth_token", "twilio_token", "twilioauthtoken", "twilio.authtoken"], HEX32),
    token("sendgrid-key", "a SendGrid key", ["SG."], String.raw `[\w-]{16,32}\.[\w-]{32,64}`, { entropy: 3 }),
    token("mailgun-key", "a Mailgun key", ["key-"], `${HEX32}(?![0-9A-Za-z])`),
    special("mailchimp-key", "a Mailchimp key", ["-us"], /(?<=(?<![0-9A-Za-z])(?<value>[0-9a-f]{32}))-us\d{1,2}(?![0-9A-Za-z])/, { entropy: 2.8 }),
    token("brevo-key", "a Brevo key", ["xkeysib-", "xsmtpsib-"], "[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    token("resend-key", "a Resend key", ["re_"], "[A-Za-z0-9]{8}_[A-Za-z0-9]{20,32}(?![A-Za-z0-9])", { entropy: 3.5 }),
    token("sentry-token", "a Sentry token", ["sntrys_", "sntryu_", "sntryi_"], String.raw `[\w+/=.-]{32,500}`),
    token("pagerduty-token", "a PagerDuty token", ["pdus+_", "pdeu+_"], String.raw `[\w-]{20,80}`),
    special("pagerduty-token", "a PagerDuty key", ["token token="], /token token=(?<value>[\w+-]{20})(?![\w+-])/i, {
        entropy: 3,
    }),
    assigned("pagerduty-token", "a PagerDuty key", ["pagerduty", "pager_duty"], String.raw `[\w+-]{20}|[0-9a-f]{32}|R[A-Z0-9]{31}`, {
        entropy: 3,
        isReal: ({ value }) => /\d/.test(value),
    }),
    assigned("pagerduty-token", "a PagerDuty integration key", ["routing_key", "integration_key"], "[0-9a-fR][0-9a-fA-Z]{31}"),
    assigned("datadog-key", "a Datadog key", [
        "dd_api_key",
        "dd-api-key",
        "dd_app_key",
        "dd-application-key",
        "dd_application_key",
        "datadog_api_key",
        "datadog_app_key",
        "datadog_application_key",
        "datadogapikey",
        "datadog",
    ], "[0-9a-f]{40}|[0-9a-f]{32}"),
    token("datadog-key", "a Datadog key", ["ddapp_", "ddpat_", "ddapi_"], "[A-Za-z0-9]{32,64}"),
    token("newrelic-key", "a New Relic key", ["NRAK-", "NRII-", "NRAA-", "NRRA-", "NRBR-"], String.raw `[\w-]{20,48}`),
    token("grafana-token", "a Grafana token", ["glsa_"], "[A-Za-z0-9]{32}_[0-9a-fA-F]{8}"),
    token("grafana-token", "a Grafana Cloud token", ["glc_eyJ"], "[A-Za-z0-9+/=]{32,400}"),
    token("dynatrace-token", "a Dynatrace token", ["dt0c01.", "dt0s01.", "dt0s16."], String.raw `[A-Z0-9]{24}\.[A-Z0-9]{64}`),
    assigned("honeycomb-key", "a Honeycomb key", ["honeycomb", "x-honeycomb-team"], "[A-Za-z0-9]{22,64}", {
        entropy: 3.2,
        isReal: ({ value }) => /\d/.test(value) && /[A-Za-z]/.test(value),
    }),
    token("linear-key", "a Linear key", ["lin_api_", "lin_oauth_"], "[A-Za-z0-9]{32,80}"),
    token("notion-token", "a Notion token", ["ntn_"], "[A-Za-z0-9]{40,60}"),
    token("notion-token", "a Notion token", ["secret_"], "[A-Za-z0-9]{43}(?![A-Za-z0-9])", { entropy: 4 }),
    token("airtable-token", "an Airtable token", ["pat"], String.raw `[A-Za-z0-9]{14}\.[0-9a-f]{64}`),
    token("hubspot-token", "a HubSpot token", ["pat-na1-", "pat-na2-", "pat-eu1-"], "[0-9a-f]{8}-[0-9a-f-]{27}"),
    token("figma-token", "a Figma token", ["figd_", "figo_"], String.raw `[\w-]{36,60}`),
    token("dropbox-token", "a Dropbox token", ["sl."], String.raw `(?:u\.)?[\w-]{100,1500}`, { entropy: 4 }),
    token("mapbox-token", "a secret Mapbox token", ["sk.eyJ"], String.raw `[\w-]{20,300}\.[\w-]{20,40}`),
    token("typeform-token", "a Typeform token", ["tfp_"], String.raw `[\w.=-]{40,80}`),
    token("prefect-key", "a Prefect key", ["pnu_"], "[A-Za-z0-9]{36}"),
    token("readme-key", "a ReadMe key", ["rdme_"], "[a-z0-9]{60,80}"),
    token("duffel-token", "a Duffel token", ["duffel_live_", "duffel_test_"], String.raw `[\w=-]{40,60}`),
    token("easypost-key", "an EasyPost key", ["EZAK", "EZTK"], "[A-Za-z0-9]{54}"),
    token("flutterwave-key", "a Flutterwave key", ["FLWSECK-", "FLWSECK_TEST-"], "[0-9a-zA-Z]{12,40}"),
    token("shippo-token", "a Shippo token", ["shippo_live_", "shippo_test_"], "[0-9a-f]{40}"),
    token("adafruit-key", "an Adafruit IO key", ["aio_"], "[A-Za-z0-9]{28}(?![A-Za-z0-9])", { entropy: 3.5 }),
];

;// CONCATENATED MODULE: ./build/shared/leaks/rules.js






const rules = [
    ...keyRules,
    ...codeHostRules,
    ...cloudRules,
    ...serviceRules,
    ...modelRules,
    ...assignmentRules,
];

;// CONCATENATED MODULE: ./build/shared/leaks/sight.js



let known;
const table = () => {
    const owned = rules.flatMap((rule) => rule.anchors.map((anchor) => ({ rule, anchor })));
    known ??= { anchors: createAnchors(owned.map(({ anchor }) => anchor)), owners: owned.map(({ rule }) => rule) };
    return known;
};
const look = (rule, text, index) => {
    rule.pattern.lastIndex = index;
    const match = rule.pattern.exec(text);
    if (match === null)
        return undefined;
    const groups = match.groups ?? {};
    const value = groups["value"] ?? groups["secret"] ?? match[0];
    if (rule.entropy > 0 && (isPlaceholder(value) || entropy(value) < rule.entropy))
        return undefined;
    if (rule.isReal?.({ text, index, value, groups }) === false)
        return undefined;
    return { rule, start: index, end: index + match[0].length };
};
const sightings = (text, from, to, most) => {
    const { anchors, owners } = table();
    const seen = [];
    anchors.search(text, (word, start) => {
        const rule = owners[word];
        if (rule === undefined || start < from || start >= to)
            return true;
        const sight = look(rule, text, start);
        if (sight !== undefined)
            seen.push(sight);
        return seen.length < most * 2;
    });
    const rank = (sight) => rules.indexOf(sight.rule);
    const kept = [];
    for (const sight of seen.toSorted((a, b) => a.start - b.start || rank(a) - rank(b))) {
        const last = kept.at(-1);
        if (last === undefined || sight.start >= last.end)
            kept.push(sight);
        else if (rank(sight) < rank(last))
            kept[kept.length - 1] = sight;
    }
    return kept.slice(0, most);
};

;// CONCATENATED MODULE: ./build/shared/leaks/find.js


const MOST = 50;
const LONGEST_KNOWN = 16_384;
const PIECE = 1_048_576;
const createRuler = () => {
    let line = 1;
    let before = 0;
    const advance = (text, from, to) => {
        for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", from)) {
            line++;
            before = 0;
            from = at + 1;
        }
        before += to - from;
    };
    return { advance, place: () => ({ line, column: before + 1 }) };
};
const createLeakFinder = ({ isKnown, most = MOST } = {}) => {
    const shapes = createRuler();
    const known = createRuler();
    const behind = isKnown === undefined ? REACH : LONGEST_KNOWN;
    let held = "";
    let decided = 0;
    let count = 0;
    const step = (final) => {
        const leaks = [];
        const limit = final ? held.length : Math.max(decided, held.length - REACH);
        let at = decided;
        for (const { rule, start } of sightings(held, decided, limit, most - count)) {
            shapes.advance(held, at, start);
            at = start;
            leaks.push({ rule: rule.rule, what: rule.what, ...shapes.place() });
        }
        shapes.advance(held, at, limit);
        if (isKnown?.(held) === true)
            leaks.push(...findKnown(held, isKnown, known.place().line));
        const drop = Math.max(0, limit - behind);
        known.advance(held, 0, drop);
        held = held.slice(drop);
        decided = limit - drop;
        count += leaks.length;
        return leaks;
    };
    const seen = new Set();
    const isNew = ({ rule, line, column }) => {
        const key = `${rule}:${line}:${column}`;
        return seen.has(key) ? false : seen.add(key).size <= most;
    };
    return {
        push: (piece) => {
            if (count >= most)
                return [];
            held += piece;
            return held.length < PIECE ? [] : step(false).filter(isNew);
        },
        end: () => (count >= most ? [] : step(true).filter(isNew)),
    };
};
const findKnown = (text, isKnown, firstLine) => {
    const lines = text.split("\n");
    const leaks = [];
    let from = 0;
    while (leaks.length < 5 && isKnown(lines.slice(from).join("\n"))) {
        let [low, high] = [from, lines.length - 1];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (isKnown(lines.slice(from, middle + 1).join("\n")))
                high = middle;
            else
                low = middle + 1;
        }
        leaks.push({ rule: "job-secret", what: "a secret of this job", line: firstLine + low, column: undefined });
        from = low + 1;
    }
    return leaks;
};
const findLeaks = (text, options = {}) => {
    const finder = createLeakFinder(options);
    return [...finder.push(text), ...finder.end()];
};

// EXTERNAL MODULE: ./build/shared/site/check/finding.js
var finding = __webpack_require__(296);
;// CONCATENATED MODULE: ./build/shared/site/check/clashes.js

const createClashes = () => {
    const folded = new Map();
    return {
        add: (path) => {
            const key = path.normalize("NFC").toLowerCase();
            const other = folded.get(key);
            if (other === undefined) {
                folded.set(key, path);
                return undefined;
            }
            return other.normalize("NFC") === path.normalize("NFC")
                ? (0,finding/* error */.z)("unicode-clash", "another file has the same name in another Unicode form")
                : (0,finding/* error */.z)("case-clash", `\`${other}\` has the same name but for upper and lower case`);
        },
        like: (path) => folded.get(path.normalize("NFC").toLowerCase()),
    };
};

;// CONCATENATED MODULE: ./build/shared/site/check/page.js
const TAG = /<(?:!--|([a-z][^\s/>]*))/gi;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
const RAW = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/;
const INTERESTING = /^(?:id|name|href|src|srcset|poster|data|action|formaction|content|http-equiv|rel|property|cite)$/;
const ENTITIES = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
const page_unescape = (text) => text.includes("&")
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));?/gi, (all, decimal, hex, name) => {
        if (typeof name === "string")
            return ENTITIES[name.toLowerCase()] ?? all;
        const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    })
    : text;
const candidates = (srcset) => {
    const found = [];
    const next = /[\s,]*(\S+)/y;
    for (let at = 0;;) {
        next.lastIndex = at;
        const run = next.exec(srcset)?.[1];
        if (run === undefined)
            return found;
        at = next.lastIndex;
        let end = run.length;
        while (end > 0 && run[end - 1] === ",")
            end--;
        if (end > 0)
            found.push(run.slice(0, end));
        if (end < run.length)
            continue;
        const comma = srcset.indexOf(",", at);
        if (comma < 0)
            return found;
        at = comma + 1;
    }
};
const linksOf = (tag, attributes) => {
    const found = [];
    const add = (kind, to) => to !== undefined && found.push([kind, to]);
    const rel = attributes.get("rel")?.toLowerCase() ?? "";
    if (tag === "a" || tag === "area")
        add("link", attributes.get("href"));
    else if (tag === "link" && !/\b(?:preconnect|dns-prefetch|alternate|edit|pingback)\b/.test(rel))
        add("resource", attributes.get("href"));
    else if (tag === "object")
        add("resource", attributes.get("data"));
    else if (tag === "form")
        add("resource", attributes.get("action"));
    else if (tag === "use" || tag === "image")
        add("resource", attributes.get("href"));
    if (/^(?:script|img|iframe|embed|source|video|audio|track|input)$/.test(tag)) {
        add("resource", attributes.get("src"));
        add("resource", attributes.get("poster"));
        for (const address of candidates(attributes.get("srcset") ?? "")) {
            if (!address.startsWith("data:"))
                add("resource", address);
        }
    }
    return found;
};
const refreshOf = (attributes) => attributes.get("http-equiv")?.toLowerCase() === "refresh"
    ? /^[\s\d.,;]*url\s*=\s*['"]?([^'"]*)/i.exec(attributes.get("content") ?? "")?.[1]?.trim()
    : undefined;
const readPage = (html) => {
    const links = [];
    const anchors = [];
    let base;
    let redirects = false;
    let line = 1;
    let lineStart = 0;
    TAG.lastIndex = 0;
    for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
        if (found[1] === undefined) {
            const end = html.indexOf("-->", found.index + 2);
            if (end < 0)
                break;
            TAG.lastIndex = end + 3;
            continue;
        }
        const tag = found[1].toLowerCase();
        const attributes = new Map();
        let end = TAG.lastIndex;
        for (ATTRIBUTE.lastIndex = end; html.charCodeAt(end) !== 0x3e && end < html.length; end = ATTRIBUTE.lastIndex) {
            const match = ATTRIBUTE.exec(html);
            if (match === null)
                break;
            const name = (match[1] ?? "").toLowerCase();
            if (INTERESTING.test(name) && !attributes.has(name))
                attributes.set(name, page_unescape(match[2] ?? match[3] ?? match[4] ?? "").trim());
        }
        TAG.lastIndex = Math.max(end, found.index + 1);
        if (attributes.size > 0) {
            const id = attributes.get("id");
            if (id !== undefined)
                anchors.push(id);
            if (tag === "a" && attributes.has("name"))
                anchors.push(attributes.get("name") ?? "");
            if (tag === "base")
                base ??= attributes.get("href");
            const refresh = tag === "meta" ? refreshOf(attributes) : undefined;
            redirects ||= refresh !== undefined;
            const here = refresh === undefined ? linksOf(tag, attributes) : [["link", refresh]];
            if (here.length > 0) {
                for (let next = html.indexOf("\n", lineStart); next !== -1 && next < found.index; next = html.indexOf("\n", lineStart)) {
                    line++;
                    lineStart = next + 1;
                }
                for (const [kind, to] of here)
                    links.push({ kind, to, line, column: found.index - lineStart + 1 });
            }
        }
        if (!RAW.test(tag))
            continue;
        const close = new RegExp(`</${tag}(?=[\\s/>])`, "gi");
        close.lastIndex = TAG.lastIndex;
        const ending = close.exec(html);
        if (ending === null)
            break;
        TAG.lastIndex = ending.index + 2;
    }
    return { links, anchors, base, redirects };
};

;// CONCATENATED MODULE: ./build/shared/site/check/code-blocks.js

const BLOCK = /<(pre|code|samp|kbd)[\s>]/gi;
const TAG_OR_LINE_END = /<[^<>]{0,2000}>|\n/g;
const withoutElements = (html) => {
    let owed = "";
    return html.replace(TAG_OR_LINE_END, (found) => {
        if (found !== "\n") {
            owed += found.replace(/[^\n]/g, "");
            return "";
        }
        const ends = found + owed;
        owed = "";
        return ends;
    });
};
const codeBlocks = (html) => {
    const blocks = [];
    let line = 1;
    let counted = 0;
    BLOCK.lastIndex = 0;
    for (let found = BLOCK.exec(html); found !== null; found = BLOCK.exec(html)) {
        const from = found.index;
        const close = new RegExp(`</${found[1] ?? ""}[\\s>]`, "gi");
        close.lastIndex = from;
        const to = close.exec(html)?.index;
        if (to === undefined)
            break;
        BLOCK.lastIndex = to;
        const inner = html.slice(html.indexOf(">", from) + 1, to);
        if (!/[<&]/.test(inner))
            continue;
        for (let next = html.indexOf("\n", counted); next !== -1 && next < to - inner.length; next = html.indexOf("\n", counted)) {
            line++;
            counted = next + 1;
        }
        blocks.push({ text: page_unescape(withoutElements(inner)), line });
    }
    return blocks;
};

;// CONCATENATED MODULE: ./build/shared/site/check/address.js
const INTERNAL_HOST = String.raw `(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[::1\]|[\w-]+(?:\.[\w-]+){0,6}\.(?:internal|local|localhost|corp|lan|intranet|home\.arpa))(?![\w.-])`;
const INTERNAL = new RegExp(String.raw `^(?:(?:https?|wss?):)?//(?:[^/@]*@)?${INTERNAL_HOST}|^file:`, "i");
const INTERNAL_ADDRESS = new RegExp(String.raw `\b(?:https?|wss?)://${INTERNAL_HOST}|\bfile:///(?:home|Users|root|[A-Z]:)/`, "i");
const address_decode = (text) => {
    if (!text.includes("%"))
        return text;
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
};
const normalise = (path) => {
    const folders = [];
    const names = path.split("/");
    for (const [index, name] of names.entries()) {
        const plain = name.replace(/%2e/gi, ".");
        if (plain === "..")
            folders.pop();
        else if (plain !== "." && name !== "")
            folders.push(name);
        if ((plain === "." || plain === ".." || name === "") && index === names.length - 1 && folders.length > 0)
            folders.push("");
    }
    return folders.join("/");
};
const resolveLink = (to, folder, site) => {
    const link = to.replace(/[\t\n\r]/g, "");
    if (INTERNAL.test(link))
        return { kind: "internal" };
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(link))
        return { kind: "external" };
    const hash = link.indexOf("#");
    const fragment = hash < 0 ? "" : address_decode(link.slice(hash + 1));
    const whole = hash < 0 ? link : link.slice(0, hash);
    const question = whole.indexOf("?");
    const path = (question < 0 ? whole : whole.slice(0, question)).replaceAll("\\", "/");
    const full = address_decode(normalise(path.startsWith("/") ? path : folder + path));
    const base = site.basePath.slice(1);
    const root = site.rootPath.slice(1);
    if (`${full}/` === base)
        return { kind: "own", path: "", fragment };
    if (full.startsWith(base))
        return { kind: "own", path: full.slice(base.length), fragment };
    if (full.startsWith(root))
        return { kind: "beside", path: full.slice(root.length) };
    return { kind: "above", path: full };
};

;// CONCATENATED MODULE: ./build/shared/site/check/content.js


const MEDIA = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|flac|mov|zip|gz|br|zst|xz|bz2|7z|tgz|jar|wasm|pdf|pagefind|pf_\w+)$/i;
const isText = (path, head) => !(MEDIA.test(path) && head.subarray(0, 8_192).some((byte) => byte === 0 || byte > 0x7f));
const isPage = (path) => /\.x?html?$/i.test(path);
const toText = (bytes) => {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
        return bytes.toString("utf16le");
    if (bytes[0] === 0xfe && bytes[1] === 0xff)
        return Buffer.from(bytes.subarray(0, bytes.length & ~1))
            .swap16()
            .toString("utf16le");
    return bytes.toString("utf8");
};
const sourceMap = (text) => {
    if (!/"sourcesContent"\s*:\s*\[\s*"/.test(text))
        return undefined;
    return (0,finding/* warning */.$)("source-map", "it holds the program's sources; leave it out if they are not public");
};
const OWN_PATH = /"(?:\/home\/|\/Users\/|[A-Z]:\\\\|file:\/\/\/)/;
const contentFindings = (path, text) => {
    const found = [];
    if (/\.map$/i.test(path)) {
        const problem = sourceMap(text);
        if (problem !== undefined)
            found.push((0,finding.at)(problem, path));
        if (OWN_PATH.test(text))
            found.push((0,finding.at)((0,finding/* warning */.$)("source-map", "it names folders of the machine that built it"), path));
    }
    else if (/\.(?:[cm]?js|css|json|xml|txt|webmanifest)$/i.test(path)) {
        const match = INTERNAL_ADDRESS.exec(text);
        if (match !== null) {
            const before = text.slice(0, match.index);
            const line = before.split("\n").length;
            const problem = (0,finding/* warning */.$)("internal-url", "names an address that only a machine or network of its own knows");
            found.push((0,finding.at)(problem, path, line, match.index - before.lastIndexOf("\n")));
        }
    }
    return found;
};

// EXTERNAL MODULE: ./build/shared/site/check/exposure.js + 1 modules
var exposure = __webpack_require__(143);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/shared/site/check/anchors.js
const hashOf = (text) => {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index++)
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    return hash >>> 0;
};
const createAnchorIndex = () => {
    const pages = new Map();
    let hashes = new Uint32Array(1_024);
    let count = 0;
    return {
        add: (path, anchors) => {
            const from = count;
            for (const anchor of anchors ?? []) {
                if (count === hashes.length) {
                    const larger = new Uint32Array(hashes.length * 2);
                    larger.set(hashes);
                    hashes = larger;
                }
                hashes[count++] = hashOf(anchor);
            }
            pages.set(path, [from, anchors === undefined ? from - 1 : count]);
        },
        knows: (path) => pages.has(path),
        has: (path, anchor) => {
            const [from, to] = pages.get(path) ?? [0, -1];
            return to < from || hashes.subarray(from, to).includes(hashOf(anchor));
        },
    };
};

// EXTERNAL MODULE: ./build/shared/site/check/names.js
var names = __webpack_require__(497);
;// CONCATENATED MODULE: ./build/shared/site/check/links.js






const PLACES = 10;
const WAITING = 400_000;
const CACHED = 20_000;
const keyOf = (target) => (0,external_node_crypto_.createHash)("sha256").update(target).digest("base64url").slice(0, 10);
const isFree = (fragment) => fragment === "" || /^(?:top$|[!/:]|.*[=/])/i.test(fragment);
const createLinkCheck = (site, files, clashes) => {
    const anchors = createAnchorIndex();
    const broken = new Map();
    const waiting = new Map();
    const resolved = new Map();
    const internal = [];
    const base = site.basePath.slice(1);
    let unheard = 0;
    const note = (key, message, place, map = broken) => {
        const entry = map.get(key) ?? { message, places: [], count: 0 };
        if (entry.count++ < PLACES)
            entry.places.push(place);
        map.set(key, entry);
    };
    const served = (path, has) => {
        if (path === "" || path.endsWith("/"))
            return has(`${path}index.html`) ? `${path}index.html` : undefined;
        return [path, `${path}.html`, `${path}/index.html`].find(has);
    };
    const own = (path) => files.has(path);
    const resolveCached = (to, folder) => {
        const key = `${/^[/\\]/.test(to) ? "" : folder}\0${to}`;
        const known = resolved.get(key);
        if (known !== undefined)
            return known;
        if (resolved.size >= CACHED)
            resolved.clear();
        const target = resolveLink(key.slice(key.indexOf("\0") + 1), folder, site);
        resolved.set(key, target);
        return target;
    };
    const missing = (path, place) => {
        const bare = path.replace(/\/+$/, "");
        const like = [path, `${bare}/index.html`, `${bare}.html`].map(clashes.like).find((found) => found !== undefined);
        const hint = like === undefined ? "" : `; ${quoted(like)} differs from it in upper and lower case`;
        note(`./${path}`, `links to ${quoted(path === "" ? "./" : path)}, which is not there${hint}`, place);
    };
    const follow = (target, place) => {
        if (target.kind === "own") {
            const file = served(target.path, own);
            const { fragment } = target;
            if (file === undefined &&
                served(`${base.slice(site.rootPath.length - 1)}${target.path}`, site.elsewhere) !== undefined)
                return;
            if (file === undefined)
                missing(target.path, place);
            else if (!isFree(fragment) && /\.html?$/i.test(file)) {
                const key = `./${file}#${fragment}`;
                const message = `links to ${quoted(`#${fragment}`)} of ${quoted(file)}, which has no such anchor`;
                if (anchors.knows(file)) {
                    if (!anchors.has(file, fragment))
                        note(key, message, place);
                    return;
                }
                const known = waiting.get(key);
                if (known === undefined && waiting.size >= WAITING)
                    unheard++;
                else {
                    const entry = known ?? { path: file, fragment, broken: { message, places: [], count: 0 } };
                    if (entry.broken.count++ < PLACES)
                        entry.broken.places.push(place);
                    waiting.set(key, entry);
                }
            }
        }
        else if (target.kind === "beside") {
            if (served(target.path, site.elsewhere) === undefined)
                note(`/${target.path}`, `links to ${quoted(site.rootPath + target.path)}, which is not published`, place);
        }
        else if (target.kind === "above" && served(target.path, own) !== undefined && target.path !== "")
            note(`^/${target.path}`, `links to ${quoted(`/${target.path}`)}, but the site is at \`${site.basePath}\``, place);
    };
    return {
        add: (path, page) => {
            const redirects = page.redirects || page.anchors.length === 0;
            anchors.add(path, redirects ? undefined : page.anchors);
            const slash = path.lastIndexOf("/") + 1;
            let folder = base + path.slice(0, slash);
            if (page.base !== undefined) {
                const target = resolveLink(page.base.slice(0, page.base.lastIndexOf("/") + 1), folder, {
                    basePath: "/",
                    rootPath: "/",
                });
                if (target.kind !== "own")
                    return;
                folder = target.path;
            }
            for (const { to, kind, line, column } of page.links) {
                if (to === "" || to.startsWith("#")) {
                    if (page.base === undefined && to.length > 1)
                        follow({ kind: "own", path, fragment: fragmentOf(to) }, { page: path, line, column });
                    continue;
                }
                const target = resolveCached(to, folder);
                if (target.kind === "internal") {
                    const found = kind === "resource"
                        ? (0,finding/* error */.z)("internal-url", "needs something from an address that only a machine or network of its own knows")
                        : (0,finding/* warning */.$)("internal-url", "links to an address that only a machine or network of its own knows");
                    internal.push((0,finding.at)(found, path, line, column));
                }
                else if (site.linkCheck !== "off")
                    follow(target, { page: path, line, column });
            }
        },
        finish: () => {
            for (const [key, entry] of waiting)
                if (!anchors.has(entry.path, entry.fragment))
                    broken.set(key, entry.broken);
            const known = new Set(site.knownBroken ?? []);
            const findings = [...internal];
            const keys = [];
            for (const [target, { message, places, count }] of broken) {
                const key = keyOf(target);
                keys.push(key);
                const passes = site.linkCheck === "warn" || (site.linkCheck === "new" && known.has(key));
                const make = passes ? finding/* warning */.$ : finding/* error */.z;
                const rule = target.includes("#") ? "broken-anchor" : "broken-link";
                for (const [index, { page, line, column }] of places.entries()) {
                    const more = index === PLACES - 1 && count > PLACES ? `; and so do ${count - PLACES} more links` : "";
                    findings.push((0,finding.at)(make(rule, message + more), page, line, column));
                }
            }
            if (unheard > 0)
                findings.push((0,finding.at)((0,finding/* warning */.$)("not-checked", `${unheard} links to anchors were too many to check`), ""));
            return { findings, broken: keys.toSorted() };
        },
    };
};
const shortened = (path) => path.replace(/[\w+=-]{20,}/g, (run) => /\d/.test(run) && /[A-Z]/.test(run) && /[a-z]/.test(run) ? `${run.slice(0, 4)}…` : run);
const quoted = (path) => findLeaks(path).length > 0 ? "an address with a secret in it" : `\`${(0,names/* shownPath */.pS)(shortened(path).slice(0, 300))}\``;
const fragmentOf = (to) => {
    try {
        return decodeURIComponent(to.slice(1));
    }
    catch {
        return to.slice(1);
    }
};

// EXTERNAL MODULE: ./build/shared/site/size.js
var size = __webpack_require__(401);
;// CONCATENATED MODULE: ./build/shared/site/check/sizes.js


const MEGABYTE = 1_000_000;
const FILE = { most: 100 * 1024 * 1024, many: 50 * 1024 * 1024 };
const SITE = { most: 1_000 * MEGABYTE, many: 800 * MEGABYTE };
const fileSizeProblem = (bytes) => {
    if (bytes > FILE.most)
        return (0,finding/* error */.z)("too-large", `${(0,size/* formatSize */.X)(bytes)}, and hosts take files up to 100 MB`);
    return bytes > FILE.many
        ? (0,finding/* warning */.$)("large", `${(0,size/* formatSize */.X)(bytes)}; GitHub advises against files above 50 MB`)
        : undefined;
};
const siteSizeProblem = (bytes) => {
    if (bytes > SITE.most)
        return (0,finding/* error */.z)("too-large", `the site has ${(0,size/* formatSize */.X)(bytes)}, and Pages takes up to 1 GB`);
    return bytes > SITE.many
        ? (0,finding/* warning */.$)("large", `the site has ${(0,size/* formatSize */.X)(bytes)} of the 1 GB that Pages takes`)
        : undefined;
};

// EXTERNAL MODULE: ./build/shared/providers/site-files/error-code.js
var error_code = __webpack_require__(667);
;// CONCATENATED MODULE: ./build/shared/providers/site-files/read-small.js

const createReader = (most) => {
    const buffer = Buffer.allocUnsafeSlow(most);
    return (file) => {
        const handle = (0,external_node_fs_.openSync)(file, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW);
        try {
            let length = 0;
            for (let read = -1; read !== 0 && length < most; length += read)
                read = (0,external_node_fs_.readSync)(handle, buffer, length, most - length, null);
            return buffer.subarray(0, length);
        }
        finally {
            (0,external_node_fs_.closeSync)(handle);
        }
    };
};

;// CONCATENATED MODULE: ./build/shared/providers/site-files/check.js














const LARGE = 4 * 1024 * 1024;
const LISTED = 2_000;
const leakFinding = ({ rule, what, line, column }, path) => (0,finding.at)((0,finding/* error */.z)(rule, `${what}; take it out of the page, and replace it at its provider if it is real`), path, line, column);
const createSiteCheck = ({ isKnown, signal } = {}) => async (site) => {
    const findings = [];
    const clashes = createClashes();
    const paths = new Set();
    const isAllowed = (0,exposure/* allowance */.nB)(site.allowHidden);
    const read = createReader(LARGE + 1);
    let bytes = 0;
    for (const { path, size } of site.files) {
        paths.add(path);
        bytes += size;
        const problems = [
            (0,names/* nameProblem */.rH)(path),
            clashes.add(path),
            (0,exposure/* exposureProblem */.rU)(path, isAllowed),
            site.untrusted ? (0,exposure/* controlProblem */.Rw)(path) : undefined,
            fileSizeProblem(size),
        ];
        for (const problem of problems)
            if (problem !== undefined)
                findings.push((0,finding.at)(problem, (0,names/* shownPath */.pS)(path)));
    }
    const tooLarge = siteSizeProblem(bytes);
    if (tooLarge !== undefined)
        findings.push((0,finding.at)(tooLarge, ""));
    if (site.files.length > 0 && !paths.has("index.html"))
        findings.push((0,finding.at)((0,finding/* warning */.$)("no-index", "there is no `index.html`, so the address itself shows nothing"), ""));
    if (site.basePath !== site.rootPath && paths.has("CNAME"))
        findings.push((0,finding.at)((0,finding/* warning */.$)("control-file", "a domain's name counts at the top of the branch only"), "CNAME"));
    const links = createLinkCheck(site, paths, clashes);
    let since = 0;
    for (const file of site.files) {
        since += 1 + file.size / 8_192;
        if (since > 400) {
            since = 0;
            signal?.throwIfAborted();
            await (0,promises_.setImmediate)();
        }
        try {
            if (file.size > LARGE)
                findings.push(...(await largeFile(file, isKnown)));
            else
                smallFile(file);
        }
        catch (thrown) {
            signal?.throwIfAborted();
            const code = (0,error_code/* errorCode */.C)(thrown);
            if (code === "")
                throw thrown;
            findings.push((0,finding.at)((0,finding/* error */.z)("unreadable", `it cannot be read: ${code}`), (0,names/* shownPath */.pS)(file.path)));
        }
    }
    function smallFile({ path, file }) {
        const content = read(file);
        if (!isText(path, content))
            return;
        const text = toText(content);
        const leaks = findLeaks(text, { isKnown });
        for (const leak of leaks)
            findings.push(leakFinding(leak, path));
        if (isPage(path)) {
            for (const leak of leaksInCode(text, isKnown)) {
                if (!leaks.some(({ line }) => line === leak.line))
                    findings.push(leakFinding(leak, path));
            }
            links.add(path, readPage(text));
        }
        else
            findings.push(...contentFindings(path, text));
    }
    const { findings: linkFindings, broken } = links.finish();
    findings.push(...linkFindings);
    return { findings: listed(withoutSecrets(findings, [...paths], isKnown)), broken };
};
const leaksInCode = (html, isKnown) => codeBlocks(html).flatMap(({ text, line: first }) => findLeaks(text, { isKnown }).map(({ rule, what, line = 1 }) => ({
    rule,
    what,
    line: first + line - 1,
    column: undefined,
})));
const largeFile = async ({ path, file }, isKnown) => {
    const finder = createLeakFinder({ isKnown });
    const decoder = new TextDecoder();
    const leaks = [];
    let first = true;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: 1024 * 1024 })) {
        const piece = chunk;
        if (first && !isText(path, piece))
            return [];
        first = false;
        leaks.push(...finder.push(decoder.decode(piece, { stream: true })));
    }
    leaks.push(...finder.push(decoder.decode()), ...finder.end());
    return leaks.map((leak) => leakFinding(leak, path));
};
const withoutSecrets = (findings, paths, isKnown) => {
    const secret = new Set(findLeaks(paths.join("\n"), { isKnown }).map(({ line = 0 }) => paths[line - 1] ?? ""));
    if (secret.size === 0)
        return findings;
    const hide = (path) => (secret.has(path) ? "(a name with a secret in it)" : path);
    return [
        ...findings.map((finding) => ({ ...finding, path: hide(finding.path) })),
        ...[...secret].map((path) => (0,finding.at)((0,finding/* error */.z)("secret-in-name", "the name of a file holds a secret"), hide(path))),
    ];
};
const listed = (findings) => {
    const rank = ({ severity }) => (severity === "error" ? 0 : 1);
    const sorted = findings.toSorted((one, other) => rank(one) - rank(other) ||
        (one.path < other.path ? -1 : one.path > other.path ? 1 : (one.line ?? 0) - (other.line ?? 0)));
    if (sorted.length <= LISTED)
        return sorted;
    const more = sorted.length - LISTED;
    const severity = sorted[LISTED]?.severity ?? "warning";
    return [...sorted.slice(0, LISTED), (0,finding.at)({ rule: "more", severity, message: `${more} more findings` }, "")];
};


/***/ }),

/***/ 667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ errorCode)
/* harmony export */ });
const errorCode = (thrown) => typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";


/***/ }),

/***/ 143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nB: () => (/* binding */ allowance),
  Rw: () => (/* binding */ controlProblem),
  rU: () => (/* binding */ exposureProblem)
});

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(916);
;// CONCATENATED MODULE: ./build/shared/leaks/risky-name.js
const NAMES = [
    { rule: "git-folder", what: "a part of a git repository", pattern: /(?:^|\/)\.git(?:\/|$)/i },
    { rule: "git-credentials", what: "git's stored passwords", pattern: /(?:^|\/)\.git-credentials$/i },
    {
        rule: "env-file",
        what: "an environment file",
        pattern: /(?:^|\/)(?:\.env(?:rc|\.(?!example$|sample$|template$|dist$|defaults?$)[^/]*)?|[^/]+\.env|\.flaskenv|\.dev\.vars)$/i,
    },
    {
        rule: "npmrc",
        what: "a package manager's login",
        pattern: /(?:^|\/)(?:\.npmrc|\.yarnrc|\.pypirc|\.gem\/credentials|\.cargo\/credentials(?:\.toml)?|auth\.json\.bak)$/i,
    },
    {
        rule: "netrc",
        what: "logins of command-line tools",
        pattern: /(?:^|\/)(?:[._]netrc|\.pgpass|pgpass\.conf|\.my\.cnf|\.mylogin\.cnf|\.wgetrc|\.curlrc|\.s3cfg|\.boto|\.htpasswd|\.dockercfg|\.vault-token|\.terraformrc|terraform\.rc)$/i,
    },
    {
        rule: "cloud-login",
        what: "a cloud's login",
        pattern: /(?:^|\/)(?:\.aws|\.azure|\.config\/gcloud|\.gcloud|\.oci|\.bluemix|\.doctl|\.config\/gh|\.config\/rclone)(?:\/|$)/i,
    },
    { rule: "docker-login", what: "a container registry's login", pattern: /(?:^|\/)\.docker\/config\.json$/i },
    {
        rule: "kubeconfig",
        what: "a login for Kubernetes",
        pattern: /(?:^|\/)(?:\.kube(?:\/|$)|kubeconfig(?:\.(?:ya?ml|json))?$|[^/]+\.kubeconfig$)/i,
    },
    { rule: "ssh-folder", what: "an SSH or GnuPG folder", pattern: /(?:^|\/)(?:\.ssh|\.gnupg)(?:\/|$)/i },
    {
        rule: "private-key-file",
        what: "a private key",
        pattern: /(?:^|\/)(?:[^/]*_)?id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?:\.(?!pub$)[^/]*)?$|\.(?:pem|key|p12|pfx|ppk|jks|keystore|bks|pkcs12|kdbx?|agilekeychain|ovpn|snk)$|(?:^|\/)master\.key$/i,
    },
    {
        rule: "terraform-state",
        what: "Terraform's state or variables",
        pattern: /\.tfstate(?:\.[^/]*)?$|\.tfvars(?:\.json)?$|(?:^|\/)\.terraform(?:\/|$)/i,
    },
    {
        rule: "database-dump",
        what: "a dump of a database",
        pattern: /(?:^|\/)(?:[^/]*(?:dump|backup|prod|production)[^/]*\.(?:sql|sql\.(?:gz|bz2|xz|zst|zip)|bak|archive|bson)|dump\.rdb|appendonly\.aof|[^/]+\.(?:pgdump|dump|mdf|ldf|sql\.(?:gz|bz2|xz|zst)))$/i,
    },
    {
        rule: "database-file",
        what: "a database",
        pattern: /\.(?:sqlite3?|db3?|mdb|accdb|rdb)(?:-(?:wal|shm|journal))?$/i,
    },
    {
        rule: "core-dump",
        what: "a program's memory",
        pattern: /(?:^|\/)(?:core(?:\.\d+)?|[^/]+\.(?:core|dmp|mdmp|hprof|heapsnapshot|heapdump|stackdump))$/,
    },
    {
        rule: "history-file",
        what: "a shell's history",
        pattern: /(?:^|\/)\.(?:bash|zsh|sh|psql|mysql|sqlite|node_repl|python|irb|rediscli|dbshell|lesshst)_?history$/i,
    },
    {
        rule: "secrets-file",
        what: "a file of secrets",
        pattern: /(?:^|\/)(?:\.?secrets?\.(?:ya?ml|json|toml|env|ini|txt)|credentials\.(?:json|ya?ml|csv|xml|yml\.enc)|client_secrets?[^/]*\.json|service[-_]?account[^/]*\.json|[^/]*firebase-adminsdk[^/]*\.json|wp-config\.php(?:\.bak)?|[^/]*accesskeys\.csv|rootkey\.csv|\.vault_pass(?:\.txt)?|filezilla\.xml|sftp(?:-config)?\.json|recentservers\.xml|gha-creds-[^/]*\.json)$/i,
    },
    { rule: "version-control", what: "a part of a repository", pattern: /(?:^|\/)\.(?:svn|hg|bzr|jj)(?:\/|$)/i },
];
const riskyName = (path, allow = () => false) => {
    const found = NAMES.find(({ pattern }) => pattern.test(path));
    if (found === undefined || allow(path))
        return undefined;
    return { rule: found.rule, what: found.what, line: undefined, column: undefined };
};

// EXTERNAL MODULE: ./build/shared/site/check/finding.js
var finding = __webpack_require__(296);
;// CONCATENATED MODULE: ./build/shared/site/check/exposure.js



const ALWAYS = /^(?:\.nojekyll|\.well-known)$/;
const within = (path, pattern) => {
    const wanted = pattern.replace(/^(?:\.?\/)+|\/+$/g, "");
    if (wanted === "")
        return false;
    if (path === wanted || path.startsWith(`${wanted}/`) || (!wanted.includes("/") && path.split("/").includes(wanted)))
        return true;
    return /[*?[{]/.test(wanted) && (0,posix_.matchesGlob)(path, wanted);
};
const allowance = (patterns) => (path) => patterns.some((pattern) => within(path, pattern));
const exposureProblem = (path, isAllowed) => {
    const names = path.split("/");
    if (names[0] === ".slipway")
        return (0,finding/* error */.z)("reserved-folder", "`.slipway` belongs to this action");
    const risk = riskyName(path);
    if (risk !== undefined && (risk.rule === "git-folder" || !isAllowed(path)))
        return (0,finding/* error */.z)(risk.rule, `${risk.what} must not be public; if this one may, name it in \`allow-hidden\``);
    if (names.every((name) => !name.startsWith(".") || ALWAYS.test(name)) || isAllowed(path))
        return undefined;
    return (0,finding/* error */.z)("dotfile", "a hidden file; if it is meant to be public, name it in `allow-hidden`");
};
const CONTROL = /^(?:_worker\.js(?:\/|$)|functions\/|_(?:headers|redirects|routes\.json|middleware\.[jt]s)$|netlify(?:\/|\.toml$)|edge-functions\/|(?:vercel|now|firebase|staticwebapp\.config|apphosting|amplify)\.(?:json|ya?ml)$|wrangler\.(?:toml|jsonc?)$|web\.config$|render\.ya?ml$|static\.json$|CNAME$)|(?:^|\/)(?:\.htaccess|web\.config|_worker\.js|_headers|_redirects)$/i;
const controlProblem = (path) => CONTROL.test(path)
    ? (0,finding/* error */.z)("control-file", "it would tell the host what to do, which only the repository's own jobs may")
    : undefined;


/***/ }),

/***/ 296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ warning),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   z: () => (/* binding */ error)
/* harmony export */ });
const error = (rule, message) => ({ rule, severity: "error", message });
const warning = (rule, message) => ({ rule, severity: "warning", message });
const at = (problem, path, line, column) => ({
    ...problem,
    path,
    line,
    column,
});


/***/ }),

/***/ 497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z$: () => (/* binding */ isGitFolder),
/* harmony export */   pS: () => (/* binding */ shownPath),
/* harmony export */   rH: () => (/* binding */ nameProblem)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(296);

const isGitFolder = (name) => /^(?:\.git|git~\d{1,3})$/.test(name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/:.*$/s, "")
    .replace(/[. ]+$/, "")
    .toLowerCase());
const HIDES = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufffd]|[\ud800-\udfff]/u;
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const ofSegment = (name) => {
    if (name === "" || name === "." || name === "..")
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "the path leads out of the site");
    if (Buffer.byteLength(name) > 255)
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("name-too-long", "the name is longer than 255 bytes");
    if (isGitFolder(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("git-folder", "a part of a git repository is never published");
    if (name.includes("\\"))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "a backslash separates folders on some systems");
    if (HIDES.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("bad-name", "the name has characters that cannot be seen, reorder what is read, or are no text");
    if (/[. ]$/.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("bad-name", "the name ends with a dot or a blank, which some systems drop");
    if (RESERVED.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("reserved-name", "the name is reserved on Windows, so that nobody there can check it out");
    return undefined;
};
const nameProblem = (path) => {
    if (/^(?:\/|[A-Za-z]:)/.test(path))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "the path is absolute");
    for (const name of path.split("/")) {
        const problem = ofSegment(name);
        if (problem !== undefined)
            return problem;
    }
    if (path.length > 1_024)
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-too-long", "the path is longer than 1,024 characters");
    if (/[<>:"|?*]/.test(path))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$)("unusual-name", "the name has a character that Windows does not allow");
    return undefined;
};
const shownPath = (path) => path.replace(new RegExp(HIDES.source, "gu"), "\u{fffd}");


/***/ })

};

export const id = 984;
export const ids = [984];
export const modules = {

/***/ 984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   beforeOf: () => (/* binding */ beforeOf),
/* harmony export */   recordOf: () => (/* binding */ recordOf),
/* harmony export */   runUrl: () => (/* binding */ runUrl),
/* harmony export */   sameRelease: () => (/* binding */ sameRelease)
/* harmony export */ });
/* harmony import */ var _shared_domain_revision_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28);

const beforeOf = ({ state: { live } }) => live && { deploy: live.id, commit: live.commit, image: (0,_shared_domain_revision_js__WEBPACK_IMPORTED_MODULE_0__/* .pinned */ .dp)(live) };
const recordOf = ({ environment = "", migrationHead, checkpoint, images }, commit, targets, run) => ({
    slipway: 1,
    kind: "deploy",
    environment,
    commit,
    services: Object.fromEntries(targets.map((target) => [
        target.name,
        { provider: "render", id: target.id, ...target.revision, before: beforeOf(target) },
    ])),
    ...(Object.keys(images).length > 0 ? { images } : {}),
    migrationHead,
    checkpoint,
    run: { id: run.runId, attempt: run.attempt, url: runUrl(run) },
});
const runUrl = ({ serverUrl, repository, runId }) => `${serverUrl}/${repository}/actions/runs/${runId}`;
const idsOf = (record) => Object.values(record.services).map(({ id }) => id);
const sameRelease = (entries, record) => {
    const [newest] = entries;
    if (newest?.record.commit !== record.commit)
        return undefined;
    return idsOf(newest.record).toSorted().join() === idsOf(record).toSorted().join() ? newest : undefined;
};


/***/ }),

/***/ 28:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Np: () => (/* binding */ runs),
/* harmony export */   T4: () => (/* binding */ isPinned),
/* harmony export */   dp: () => (/* binding */ pinned)
/* harmony export */ });
/* unused harmony exports digestOf, repositoryOf, sameCommit */
const DIGEST = /@(sha256:[0-9a-f]{64})$/;
const digestOf = (reference) => DIGEST.exec(reference)?.[1];
function repositoryOf(reference) {
    const name = reference.replace(DIGEST, "").replace(/:[^/:]*$/, "");
    const [host = "", ...path] = name.split("/");
    if (path.length === 0)
        return `docker.io/library/${name}`;
    const isHost = host.includes(".") || host.includes(":") || host === "localhost";
    return isHost ? name : `docker.io/${name}`;
}
const tagOf = (reference) => /:([^/:@]+)$/.exec(reference.replace(DIGEST, ""))?.[1] ?? "latest";
function sameImage(wanted, running) {
    const digest = digestOf(wanted);
    const named = running.image === undefined ? undefined : digestOf(running.image);
    if (digest !== undefined) {
        if (running.digest !== digest && named !== digest)
            return false;
        return running.image === undefined || repositoryOf(running.image) === repositoryOf(wanted);
    }
    return (running.image !== undefined &&
        named === undefined &&
        repositoryOf(running.image) === repositoryOf(wanted) &&
        tagOf(running.image) === tagOf(wanted));
}
function sameCommit(one, other) {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase());
}
function runs(running, wanted) {
    if (wanted.image !== undefined)
        return sameImage(wanted.image, running);
    if (wanted.commit !== undefined)
        return running.commit !== undefined && sameCommit(wanted.commit, running.commit);
    return true;
}
const isPinned = ({ commit, image }) => image === undefined ? commit !== undefined : digestOf(image) !== undefined;
const pinned = ({ image, digest }) => image === undefined || digest === undefined ? image : `${repositoryOf(image)}@${digest}`;


/***/ })

};

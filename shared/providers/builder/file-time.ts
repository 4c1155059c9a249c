/**
 * The time of every file in the layers that we build, in seconds: 1980, the earliest that all archive formats know. Not the
 * commit's: a layer that comes from the cache has the time of the build that made it, and builders only make times earlier,
 * so with the commit's time the same inputs would give one image with a cache and another one without.
 */
export const FILE_TIME = 315_532_800;

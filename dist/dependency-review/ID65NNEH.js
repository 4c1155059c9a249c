import"./NARWF4YE.js";import{readFile as n}from"node:fs/promises";async function d(e){if(!(e===void 0||e===""))try{return JSON.parse(await n(e,"utf8"))}catch{return}}export{d as readEventPayload};

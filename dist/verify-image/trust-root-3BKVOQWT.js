import{a}from"./chunk-D6EIOVIR.js";import"./chunk-IWKERODO.js";import"./chunk-PLZGVOEM.js";export{a as readTrustRoot};

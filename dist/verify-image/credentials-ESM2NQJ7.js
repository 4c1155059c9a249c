import{a,b,c}from"./chunk-CDGXPGTQ.js";import"./chunk-PLZGVOEM.js";export{a as IDENTITY,c as createLogins,b as dockerFolder};

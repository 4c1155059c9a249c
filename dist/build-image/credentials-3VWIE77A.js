import{a,b,c}from"./chunk-NWUJNKPT.js";import"./chunk-STMKOWSU.js";export{a as IDENTITY,c as createLogins,b as dockerFolder};

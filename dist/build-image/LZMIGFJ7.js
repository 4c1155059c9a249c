import{a,b,c}from"./KISR7YLM.js";import"./BFVKCLJD.js";export{a as IDENTITY,c as createLogins,b as dockerFolder};

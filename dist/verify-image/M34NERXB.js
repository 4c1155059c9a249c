import{a,b,c}from"./3I7QNPPY.js";import"./2SCWXTBT.js";export{a as IDENTITY,c as createLogins,b as dockerFolder};

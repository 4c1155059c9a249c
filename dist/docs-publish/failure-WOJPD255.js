import{a,b}from"./chunk-UXLKCEQQ.js";export{a as Failure,b as toFailure};

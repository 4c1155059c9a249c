import{a,b}from"./U233BJRW.js";export{a as Failure,b as toFailure};

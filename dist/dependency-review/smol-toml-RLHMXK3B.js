import{a,b}from"./chunk-BNX4DUXT.js";import"./chunk-SQE76S5B.js";export{a as TomlError,b as parse};

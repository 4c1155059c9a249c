import{a,b}from"./AHIIJYMH.js";import"./NARWF4YE.js";export{a as TomlError,b as parse};

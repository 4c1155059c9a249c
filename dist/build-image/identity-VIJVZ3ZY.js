import{a,b}from"./chunk-F4YMKC7B.js";import"./chunk-I2OCDK4V.js";import"./chunk-IWKERODO.js";import"./chunk-STMKOWSU.js";import"./chunk-AGGNRGMT.js";export{b as requestIdentity,a as requestToken};

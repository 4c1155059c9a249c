import{a,b}from"./GWVQESW5.js";import"./AWMT4JVU.js";import"./ONHAFZDX.js";import"./BFVKCLJD.js";import"./O3BDKEJE.js";export{b as requestIdentity,a as requestToken};

import{b as a}from"./PQD4DB7T.js";import"./FKYMWO77.js";import"./U2Z3P6XE.js";import"./UQWNRCUE.js";import"./BFVKCLJD.js";import"./EMQG222F.js";import"./O3BDKEJE.js";export{a as imagesOf};

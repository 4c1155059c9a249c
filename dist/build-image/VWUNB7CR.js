import{k as a,l as b}from"./RGN2H6TJ.js";import"./5GNXA6WW.js";import"./ZCAQDA77.js";import"./IJGXKA2J.js";import"./BFVKCLJD.js";import"./O3BDKEJE.js";export{a as blobStream,b as openLayout};

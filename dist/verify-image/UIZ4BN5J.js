import{a}from"./7QUEVJCQ.js";import"./ONHAFZDX.js";import"./2SCWXTBT.js";export{a as readTrustRoot};

import{b as s}from"./U6C4FFTV.js";var c=n=>r=>{let e=n(r);if(e===r)return!1;if(e!==s(r))return!0;let o=r.replace(/[^\r\n](?=[^\r\n])/g,`$&
`);return n(o)!==o};export{c as knownSecrets};

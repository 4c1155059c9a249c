export const id=912,ids=[912],modules={7912:((u,r,o)=>{o.r(r),o.d(r,{knownSecrets:()=>d});var c=o(7058);const d=s=>n=>{const e=s(n);if(e===n)return!1;if(e!==(0,c.v)(n))return!0;const t=n.replace(/[^\r\n](?=[^\r\n])/g,`$&
`);return s(t)!==t}})};

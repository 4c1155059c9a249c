function e(r){try{return r===void 0?void 0:JSON.parse(r)}catch{return}}var n=r=>typeof r=="object"&&r!==null&&!Array.isArray(r),o=r=>n(r)?r:{};export{e as a,n as b,o as c};

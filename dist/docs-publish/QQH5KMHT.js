function n(r){try{return r===void 0?void 0:JSON.parse(r)}catch{return}}export{n as a};

import { START } from '../../support/make.ts';
import { live } from '../history.ts';
const t=(x:number)=>((x-START)/60000).toFixed(2);
const tok={kind:'discord.bot',owner:0,hours:3,dead:false};
const past:any={seed:0,tokens:[tok,tok,tok,tok],happenings:[{what:'refuses all',minute:61,how:'unexplained',minutes:45},{what:'rotates',minute:62,token:0,good:true,revokes:0}],plan:[],latency:0.2};
const world=await live(past,{probe:(ports:any,worker:any,around:any)=>({...ports,
 commit:async(c:any)=>{console.log(t(around.now()),'w'+worker.number,'commit',c.record.ref.id,c.record.versionId,JSON.stringify(c.record.look),'refused',JSON.stringify(c.record.refused??null).slice(0,200),'alerts',c.alerts.map((a:any)=>a.kind));return ports.commit(c)},
 enqueue:async(m:any)=>{console.log(t(around.now()),'w'+worker.number,'enqueue',m.map((x:any)=>`${x.message.reason}+${x.delaySeconds} ${x.message.items.map((i:any)=>i.name)} beside ${(x.message.beside??[]).map((b:any)=>b.token)}`));return ports.enqueue(m)},
 load:async(ids:any)=>{console.log(t(around.now()),'w'+worker.number,'load',ids.join());return ports.load(ids)},
 issuers:{load:async(h:any)=>{const r=await ports.issuers.load(h);console.log(t(around.now()),'issuer',JSON.stringify(r?.hold??null),JSON.stringify(r?.turns?.map((x:any)=>[x.id,x.said,t(x.at)])));return r},commit:ports.issuers.commit},
})} as any);
for (const a of world.table.ever.values()) console.log(t((a as any).at),(a as any).kind,(a as any).id);

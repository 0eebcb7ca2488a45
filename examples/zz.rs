use rubric_lang::*;
fn main(){ let a:Vec<String>=std::env::args().skip(1).collect();
 let mut m=source::SourceMap::new(); let mut files=vec![]; let mut all=vec![];
 let mut queue=vec![a[0].clone()]; let mut i=0;
 while i<queue.len(){ let p=queue[i].clone(); i+=1; let t=std::fs::read_to_string(&p).unwrap(); let id=m.add(p.clone(), t.clone()); let (f,d)=syntax::parse(&t,id); all.extend(d.into_sorted());
  for it in &f.items { if let syntax::ast::Item::Use(u)=it { let q=std::path::Path::new(&p).parent().unwrap().join(&u.value); queue.push(q.to_str().unwrap().to_string()); } }
  files.push(f); }
 let s=std::time::Instant::now();
 let (r,d)=check::check(&files); eprintln!("check {:?}",s.elapsed()); all.extend(d.into_sorted());
 let loc=locale::Locale::new(locale::Language::Zh);
 let st=render::Style{width:100,color:false,unicode:true,..Default::default()};
 if let Some(r)=&r { let s=std::time::Instant::now(); all.extend(analysis::analyse(r,&m).into_sorted()); eprintln!("analyse {:?}",s.elapsed()); }
 println!("{}", render::render(&all,&m,&loc,&st));
 let Some(r)=r else {return};
 let Some(fp)=a.get(1) else {return};
 let t=std::fs::read_to_string(fp).unwrap(); let id=m.add(fp.clone(), t.clone());
 let node=match facts::read(&t,id,facts::Format::Yaml){Ok(n)=>n,Err(d)=>{println!("{}",render::render(&d,&m,&loc,&st));return}};
 let s=std::time::Instant::now();
 let (fx,d)=facts::conform(&r,&node); eprintln!("conform {:?}",s.elapsed()); let d=d.into_sorted(); println!("{}",render::render(&d,&m,&loc,&st));
 let plan=eval::Plan::new(&r);
 let s=std::time::Instant::now();
 let e=plan.evaluate(&fx,&eval::Options::default()); eprintln!("eval {:?}",s.elapsed());
 println!("{}",render::render(&e.errors,&m,&loc,&st));
 fn show(o:&eval::Outcome)->String{ match o{ eval::Outcome::Points(n)=>n.to_string(), eval::Outcome::Range(r)=>format!("{:?}..{:?}",r.lo().value().map(|n|n.shown(4).text),r.hi().value().map(|n|n.shown(4).text)), o=>format!("{o:?}") } }
 for (i,n) in e.nodes.iter().enumerate(){ println!("{}{} rule {} awarded {} {:?}", "  ".repeat(r.nodes[i].path.matches('/').count()), r.nodes[i].name, show(&n.rule), show(&n.awarded), n.award.map(|x|x.1)); }
 for n in &e.adjustments { println!("adj {} {}", show(&n.rule), show(&n.awarded)); }
 if let Some(t)=&e.total { println!("total rule {} awarded {} grade {:?} {:?}", show(&t.rule), show(&t.awarded), t.grade.map(|g|&r.grades[g].name), t.rule_grades); }
 println!("findings {} trace {}", e.findings.len(), e.trace.len());
 let n=2000; let s=std::time::Instant::now(); for _ in 0..n { std::hint::black_box(plan.evaluate(&fx,&eval::Options::default())); } println!("eval {:?}", s.elapsed()/n);
}

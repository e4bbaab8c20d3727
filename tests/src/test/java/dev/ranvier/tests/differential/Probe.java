package dev.ranvier.tests.differential;
import dev.ranvier.ir.eval.*;
import dev.ranvier.ir.type.*;
import java.util.*;
final class Probe {
  public static void main(String[] a) {
    long seed = Long.parseLong(a[0]); int count = Integer.parseInt(a[1]); int length = Integer.parseInt(a[2]);
    Map<String, List<String>> found = new TreeMap<>();
    long tp=0,te=0,tg=0; int steps=0;
    try (var run = PluginRun.open()) {
      for (int i = 0; i < count; i++) {
        long t0=System.nanoTime();
        RandomProgram p = RandomProgram.of(seed + i, length);
        List<TensorType> types = new ArrayList<>();
        p.steps().forEach(s -> types.addAll(Draft.types(s.results())));
        long t1=System.nanoTime(); tg+=t1-t0;
        List<Tensor> out;
        try { out = run.run(p.text(), p.arguments(), types); }
        catch (RuntimeException e) { String m=e.getMessage(); found.computeIfAbsent("REFUSED " + m.substring(0,Math.min(160,m.length())), k->new ArrayList<>()).add("seed "+(seed+i)); continue; }
        long t2=System.nanoTime(); tp+=t2-t1;
        Map<Integer,Tensor> values = new HashMap<>(p.inputs());
        int at=0;
        for (Step s : p.steps()) {
          steps++;
          List<Tensor> ops = s.operands().stream().map(x -> values.get(x.index())).toList();
          List<Tensor> exp;
          try { exp = Evaluator.evaluate(p.module(), s.function(), ops);} catch (RuntimeException e) { found.computeIfAbsent("EVAL " + s.op().getSimpleName()+e, k->new ArrayList<>()).add("seed "+(seed+i)); at+=s.results().size(); continue; }
          for (int r=0;r<exp.size();r++) {
            Tensor got=out.get(at++); values.put(s.results().get(r).index(), got);
            for (int k=0;k<got.size();k++) {
              if (got.bits(k)==exp.get(r).bits(k)) continue;
              var d = new Difference(p.module(), s, ops, r, k, exp.get(r), got);
              var why = AllowedDifference.of(d);
              String key = why.map(w -> "allowed " + w).orElse("DIFF " + s.op().getSimpleName()+" "+ (ops.isEmpty()?"":ops.get(0).type().element()) + "->" + got.type().element());
              found.computeIfAbsent(key, q->new ArrayList<>()).add("seed "+(seed+i)+" "+s.function()+" "+d);
            }
          }
        }
        te+=System.nanoTime()-t2;
      }
    }
    found.forEach((k,v)->{ System.out.println(v.size()+" "+k); if (!k.startsWith("allowed")) v.stream().limit(2).forEach(x->System.out.println("      "+(x.length()>420?x.substring(0,420):x))); });
    System.out.printf("steps %d generate %.1fs plugin %.1fs evaluate %.1fs%n", steps, tg/1e9, tp/1e9, te/1e9);
  }
}

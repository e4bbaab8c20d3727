package dev.ranvier.compiler.exact;

/// How a neuron that never spikes is read:
///
///     logit = scale * integral over the run of exp(-t/tau) V dt
///
/// An arrival of weight 1 at time s, a time u before the end, adds to it
///
///     scale exp(-s/tau) g(u),   g(u) = integral from 0 to u of exp(-x/tau) k(x) dx
///
/// @param tau in ms
/// @param scale per ms
public record VoltageIntegral(double tau, double scale) {
  /// What an arrival of weight 1 adds to the logit.
  public double ofArrival(Membrane membrane, double time, double left) {
    return scale * Math.exp(-time / tau) * integral(membrane, left);
  }

  /// The derivative of `ofArrival` by its time.
  public double ofLaterArrival(Membrane membrane, double time, double left) {
    double end = Math.exp(-left / tau) * membrane.kernel(left);
    return -scale * Math.exp(-time / tau) * (integral(membrane, left) / tau + end);
  }

  private double integral(Membrane membrane, double until) {
    double slow = 1 / tau + 1 / membrane.tauMembrane();
    double fast = 1 / tau + 1 / membrane.tauSynapse();
    double difference = membrane.tauMembrane() - membrane.tauSynapse();
    if (Math.abs(difference) < 1e-9 * membrane.tauMembrane()) {
      double x = slow * until;
      return (1 - (1 + x) * Math.exp(-x)) / (slow * slow * membrane.tauMembrane());
    }
    double each = -Math.expm1(-slow * until) / slow + Math.expm1(-fast * until) / fast;
    return membrane.tauSynapse() / difference * each;
  }

  /// The logit of each neuron of a run.
  public double[] logits(ExactRun run) {
    double[] logits = new double[run.network().neurons()];
    for (ExactRun.Event event : run.events()) {
      if (event instanceof ExactRun.Arrival(double time, int number, int _)) {
        ExactNetwork.Synapse synapse = run.network().synapses().get(number);
        double left = run.network().end() - time;
        logits[synapse.target()] +=
            synapse.weight() * ofArrival(run.network().membrane(), time, left);
      }
    }
    return logits;
  }
}

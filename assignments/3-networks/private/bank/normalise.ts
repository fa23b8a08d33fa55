// The bank for `normalise`: every region below is graded in place of the reference's.

// WRONG epsilon-forgotten: no ε
return div(sub(x, mean), pow(variance, 0.5));

// WRONG epsilon-outside: ε beside the root
return div(sub(x, mean), add(pow(variance, 0.5), constant(epsilon)));

// WRONG root-forgotten: divides by the variance
return div(sub(x, mean), add(variance, constant(epsilon)));

// WRONG square: multiplies by the deviation
return mul(sub(x, mean), pow(add(variance, constant(epsilon)), 0.5));

// WRONG mean-forgotten: does not move
return div(x, pow(add(variance, constant(epsilon)), 0.5));

// WRONG mean-added: moves away
return div(add(x, mean), pow(add(variance, constant(epsilon)), 0.5));

// WRONG mean-afterwards: takes the mean away after the division
return sub(div(x, pow(add(variance, constant(epsilon)), 0.5)), mean);

// WRONG epsilon-fixed: always 10⁻⁵
return div(sub(x, mean), pow(add(variance, constant(1e-5)), 0.5));

// WRONG epsilon-on-top: ε is added to the result
return add(div(sub(x, mean), pow(add(variance, constant(1e-12)), 0.5)), constant(epsilon));

// WRONG mean-constant: nothing flows through the mean
return div(sub(x, { ...mean, requiresGrad: false }), pow(add(variance, constant(epsilon)), 0.5));

// WRONG variance-constant: nothing flows through the variance
return div(sub(x, mean), pow(add({ ...variance, requiresGrad: false }, constant(epsilon)), 0.5));

// WRONG at-least-epsilon: ε only where the variance is smaller
const enough = { ...variance, data: variance.data.map((v) => Math.max(v, epsilon)) };
return div(sub(x, mean), pow(enough, 0.5));

// WRONG not-a-number-dropped: takes NaN for 0
return div(sub({ ...x, data: x.data.map((a) => a || 0) }, mean), pow(add(variance, constant(epsilon)), 0.5));

// WRONG epsilon-squared: ε² under the root
return div(sub(x, mean), pow(add(variance, constant(epsilon * epsilon)), 0.5));

// RIGHT factor: times the power −½
return mul(sub(x, mean), pow(add(variance, constant(epsilon)), -0.5));

// RIGHT turned: ε in front
const root = pow(add(constant(epsilon), variance), 0.5);
return div(sub(x, mean), root);

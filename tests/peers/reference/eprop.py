#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""E-prop (Bellec et al. 2020, Nature Communications 11:3625) in plain numpy, for tests/peers/eprop.cpp.

Writes recorded/eprop.npz; needs numpy alone. The recurrences are those of the paper, eqs. 6 to 9 and 22 to 28:

    v[t+1] = alpha v[t] + W z[t] + W_in x[t] - z[t] v_drop,   z[t] = H(v[t] - A[t])
    A[t] = v_th + beta a[t],   a[t+1] = rho a[t] + z[t],   y[t] = kappa y[t-1] + W_out z[t]

In cortexpr a spike acts at the end of its step and decays with the next one, so that W = alpha w, v_drop = alpha v_th and
beta = rho beta_there; derivatives by w are alpha times those by W. Row t+1 of a recording there is y[t] here."""
import os
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
dt, steps = 1e-3, 400
tau_m, tau_a, tau_out, tau_f = 20e-3, 150e-3, 30e-3, 100e-3
alpha, rho, kappa, phi = (np.exp(-dt / tau) for tau in (tau_m, tau_a, tau_out, tau_f))
v_th, beta_there, gamma, c_reg, f_target, rest_steps = 0.6, 0.35, 0.3, 0.02, 15.0, 3
inputs, plain, adaptive, outputs = 9, 7, 6, 2
n = plain + adaptive
beta = rho * beta_there * np.r_[np.zeros(plain), np.ones(adaptive)]

generator = np.random.RandomState(11)
x = (generator.rand(steps, inputs) < 0.06).astype(float)
w_in = generator.uniform(-0.2, 0.6, (n, inputs))
w_rec = generator.uniform(-0.4, 0.4, (n, n))
w_out = generator.uniform(-0.5, 0.5, (outputs, n))
feedback = generator.uniform(-1, 1, (n, outputs))
time = np.arange(steps + 1) * dt
target = np.stack([np.sin(2 * np.pi * 5 * time), 0.5 * np.cos(2 * np.pi * 3 * time)], axis=1)


def forward(recurrent, rest):
    v, a, z, psi, y = (np.zeros((steps + 1, k)) for k in (n, n, n, n, outputs))
    since = np.full(n, 1000)
    for t in range(steps + 1):
        if t > 0:
            v[t] = alpha * (v[t - 1] + recurrent @ z[t - 1] + w_in @ x[t - 1] - v_th * z[t - 1])
            a[t] = rho * a[t - 1] + z[t - 1]
        A = v_th + beta * a[t]
        free = since >= rest
        z[t] = (v[t] > A) & free
        psi[t] = gamma / v_th * np.maximum(0, 1 - np.abs((v[t] - A) / v_th)) * free
        since = np.where(z[t] > 0, 1, since + 1)
        y[t] = (kappa * y[t - 1] if t > 0 else 0) + w_out @ z[t]
    return v, a, z, psi, y


def eligibility(z_pre, psi):
    """e[t, j, i] by eqs. 22 to 25."""
    k = z_pre.shape[1]
    z_bar, e_a, e = np.zeros(k), np.zeros((n, k)), np.zeros((steps, n, k))
    for t in range(steps):
        e[t] = psi[t][:, None] * (z_bar[None, :] - beta[:, None] * e_a)
        e_a = psi[t][:, None] * z_bar[None, :] + (rho - psi[t] * beta)[:, None] * e_a
        z_bar = alpha * z_bar + z_pre[t]
    return e


def by_eprop(z_pre, z, psi, y, signal_weights, c):
    e = eligibility(z_pre, psi)
    gradient, e_bar, f = np.zeros(e.shape[1:]), np.zeros(e.shape[1:]), np.zeros(n)
    for t in range(steps - 1):  # the error of the last step is not yet seen
        f = phi * (f + (z[t - 1] if t > 0 else 0))
        e_bar = kappa * e_bar + e[t]
        signal = signal_weights @ (y[t] - target[t + 1])
        gradient += signal[:, None] * e_bar
        gradient += c * (f * dt / tau_f - f_target * dt)[:, None] * e[t]
    f = phi * (f + z[steps - 2])
    gradient += c * (f * dt / tau_f - f_target * dt)[:, None] * e[steps - 1]
    return alpha * gradient


def by_readout(z, y):
    gradient, z_bar = np.zeros((outputs, n)), np.zeros(n)
    for t in range(steps - 1):
        z_bar = kappa * z_bar + z[t]
        gradient += (y[t] - target[t + 1])[:, None] * z_bar[None, :]
    return gradient


def by_bptt(z, psi, y):
    """Back through time, without recurrent connections: the reset is held, as e-prop does."""
    gradient = np.zeros((n, inputs))
    on_y, on_v, on_a = np.zeros(outputs), np.zeros(n), np.zeros(n)
    for t in range(steps - 2, -1, -1):
        gradient += on_v[:, None] * x[t][None, :]      # v[t+1] has W_in x[t]
        on_y = (y[t] - target[t + 1]) + kappa * on_y
        on_z = w_out.T @ on_y + on_a                    # a[t+1] has z[t]
        on_v = alpha * on_v + psi[t] * on_z
        on_a = rho * on_a - beta * psi[t] * on_z
    return alpha * gradient


def trace(array):
    return array[:steps]


v, a, z, psi, y = forward(w_rec, rest_steps)
out = dict(x=x, w_in=w_in, w_rec=w_rec, w_out=w_out, feedback=feedback, target=target[:steps],
           z=trace(z), v=trace(v), y=np.r_[np.zeros((1, outputs)), y[:steps - 1]],
           rec=by_eprop(z, z, psi, y, feedback, c_reg), inp=by_eprop(x, z, psi, y, feedback, c_reg),
           readout=by_readout(z, y))
v, a, z, psi, y = forward(np.zeros((n, n)), 1)
out.update(z_forward=trace(z), bptt=by_bptt(z, psi, y))
found = by_eprop(x, z, psi, y, w_out.T, 0)
assert np.abs(found - out['bptt']).max() < 1e-13 * np.abs(found).max(), np.abs(found - out['bptt']).max()
print(int(out['z'].sum()), int(z.sum()), np.abs(out['rec']).max(), np.abs(out['bptt']).max())
np.savez_compressed(os.path.join(here, '..', 'recorded', 'eprop.npz'), **out)

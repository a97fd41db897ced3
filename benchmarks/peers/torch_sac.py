"""The gradient step of `reprise bench-engine` in PyTorch: multi-head SAC, observation 39, action 4, twin critics, one
temperature per task. Written as a careful user would: critic gradients are not computed in the policy's step, the two
critics are one batched network where that is faster, Adam is the fused one, targets move in one foreach call.

    python torch_sac.py 256x256x256x256 256 --threads 1 --seconds 10 [--tasks 10] [--compile] [--separate]
"""

import argparse
import math
import time

import torch
from torch import nn
from torch.nn import functional as F

OBSERVATIONS, ACTIONS = 39, 4


class Trunks(nn.Module):
    """`count` networks of the same shape side by side; all heads in one last layer, of which each row picks its own."""

    def __init__(self, count, inputs, widths, outputs):
        super().__init__()
        sizes = [inputs, *widths, outputs]
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
            bound = 1 / math.sqrt(fan_in)
            self.weights.append(nn.Parameter(torch.empty(count, fan_in, fan_out).uniform_(-bound, bound)))
            self.biases.append(nn.Parameter(torch.empty(count, 1, fan_out).uniform_(-bound, bound)))

    def forward(self, x):
        x = x.expand(self.weights[0].shape[0], *x.shape)
        last = len(self.weights) - 1
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            x = torch.baddbmm(bias, x, weight)
            if layer < last:
                x = F.relu(x)
        return x


class Dense(nn.Module):
    """One network as users mostly write it."""

    def __init__(self, inputs, widths, outputs):
        super().__init__()
        layers = []
        for fan_in, fan_out in zip([inputs, *widths], widths):
            layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
        self.net = nn.Sequential(*layers, nn.Linear(widths[-1], outputs))

    def forward(self, x):
        return self.net(x)


class Twins(nn.Module):
    """Two critics, a value per row and critic: 2 × rows."""

    def __init__(self, widths, tasks, separate):
        super().__init__()
        inputs = OBSERVATIONS + tasks + ACTIONS
        self.separate = separate
        if separate:
            self.nets = nn.ModuleList([Dense(inputs, widths, tasks) for _ in range(2)])
        else:
            self.both = Trunks(2, inputs, widths, tasks)

    def forward(self, observation, action, task):
        x = torch.cat([observation, action], 1)
        values = torch.stack([net(x) for net in self.nets]) if self.separate else self.both(x)
        return values.gather(2, task.expand(2, -1).unsqueeze(2)).squeeze(2)


class Policy(nn.Module):
    def __init__(self, widths, tasks):
        super().__init__()
        self.tasks = tasks
        self.net = Dense(OBSERVATIONS + tasks, widths, tasks * 2 * ACTIONS)

    def forward(self, observation, task):
        heads = self.net(observation).view(-1, self.tasks, 2 * ACTIONS)
        index = task.view(-1, 1, 1).expand(-1, 1, 2 * ACTIONS)
        mean, log_std = heads.gather(1, index).squeeze(1).chunk(2, 1)
        log_std = log_std.clamp(-20, 2)
        noise = torch.randn_like(mean)
        u = mean + log_std.exp() * noise
        density = -0.5 * noise * noise - log_std - 0.9189385 - 2 * (0.6931472 - u - F.softplus(-2 * u))
        return torch.tanh(u), density.sum(1)


class Learner:
    def __init__(self, widths, rows, tasks, separate, compiled):
        self.policy = Policy(widths, tasks)
        self.critics = Twins(widths, tasks, separate)
        self.targets = Twins(widths, tasks, separate)
        self.targets.load_state_dict(self.critics.state_dict())
        self.critic_parameters = list(self.critics.parameters())
        self.target_parameters = list(self.targets.parameters())
        self.log_alpha = torch.zeros(tasks, requires_grad=True)
        self.critic_adam = torch.optim.Adam(self.critic_parameters, lr=3e-4, fused=True)
        self.policy_adam = torch.optim.Adam(self.policy.parameters(), lr=3e-4, fused=True)
        self.alpha_adam = torch.optim.Adam([self.log_alpha], lr=3e-4, fused=True)
        self.task = torch.arange(rows) * tasks // rows
        one_hot = F.one_hot(self.task, tasks).float()
        self.observation = torch.cat([torch.rand(rows, OBSERVATIONS) * 2 - 1, one_hot], 1)
        self.next = torch.cat([torch.rand(rows, OBSERVATIONS) * 2 - 1, one_hot], 1)
        self.action = torch.rand(rows, ACTIONS) * 2 - 1
        self.reward = torch.rand(rows)
        self.critic_loss = torch.compile(self.critic_loss_of) if compiled else self.critic_loss_of
        self.policy_loss = torch.compile(self.policy_loss_of) if compiled else self.policy_loss_of

    def critic_loss_of(self, alpha):
        with torch.no_grad():
            action, density = self.policy(self.next, self.task)
            value = self.targets(self.next, action, self.task).min(0).values
            target = self.reward + 0.99 * (value - alpha * density)
        return 0.5 * (self.critics(self.observation, self.action, self.task) - target).square().mean(1).sum()

    def policy_loss_of(self, alpha):
        action, density = self.policy(self.observation, self.task)
        value = self.critics(self.observation, action, self.task).min(0).values
        return (alpha * density - value).mean(), density

    def step(self):
        alpha = self.log_alpha.detach().exp()[self.task]
        self.critic_adam.zero_grad(set_to_none=True)
        self.critic_loss(alpha).backward()
        self.critic_adam.step()
        for parameter in self.critic_parameters:
            parameter.requires_grad_(False)
        self.policy_adam.zero_grad(set_to_none=True)
        loss, density = self.policy_loss(alpha)
        loss.backward()
        self.policy_adam.step()
        for parameter in self.critic_parameters:
            parameter.requires_grad_(True)
        self.alpha_adam.zero_grad(set_to_none=True)
        (self.log_alpha.exp()[self.task] * (ACTIONS - density.detach())).mean().backward()
        self.alpha_adam.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.target_parameters, self.critic_parameters, 0.005)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("widths")
    parser.add_argument("rows", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--tasks", type=int, default=10)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--separate", action="store_true", help="two critics as two modules, not one batched one")
    parser.add_argument("--act", action="store_true", help="time one action with sampling instead")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    widths = [int(width) for width in options.widths.split("x")]
    learner = Learner(widths, options.rows, options.tasks, options.separate, options.compile)
    run = learner.step
    if options.act:
        one, task = learner.observation[:1], learner.task[:1]

        def run():
            with torch.inference_mode():
                learner.policy(one, task)[0].numpy()

    for _ in range(30):
        run()
    times = []
    end = time.perf_counter() + options.seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    times.sort()
    kind = ("compiled" if options.compile else "eager") + (", separate critics" if options.separate else "")
    print(
        f"torch {torch.__version__} {kind}, {options.widths}, rows {options.rows}, tasks {options.tasks}, "
        f"threads {options.threads}: minimum {times[0] * 1e6:.1f} us, median {times[len(times) // 2] * 1e6:.1f} us"
    )


if __name__ == "__main__":
    main()
